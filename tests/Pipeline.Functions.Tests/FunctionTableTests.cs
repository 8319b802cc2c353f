namespace Pipeline.Functions.Tests;

public sealed class FunctionTableTests
{
    // The worker's generators skip what is not public, without a word.
    [Fact]
    public void Every_function_is_a_public_method_of_a_public_class() => Assert.All(
        FunctionTable.All.Values, method => Assert.True(method is { IsPublic: true, DeclaringType.IsVisible: true }, $"{method.DeclaringType}.{method.Name}"));

    [Fact]
    public void Every_function_has_exactly_one_trigger() => Assert.All(
        FunctionTable.All, function => Assert.Single(
            function.Value.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes(inherit: false)),
            attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal)));
}
