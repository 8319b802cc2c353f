namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
