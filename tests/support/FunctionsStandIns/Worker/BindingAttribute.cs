namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute;
