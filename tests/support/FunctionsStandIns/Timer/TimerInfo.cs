namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public class TimerInfo
{
    public bool IsPastDue { get; set; }
}
