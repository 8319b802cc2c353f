namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute;
