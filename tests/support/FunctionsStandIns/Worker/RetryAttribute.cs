namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public int MaxRetryCount { get; set; }
}
