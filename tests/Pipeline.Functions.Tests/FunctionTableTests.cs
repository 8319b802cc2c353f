using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.AzurePath;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests;

public sealed class FunctionTableTests
{
    /// <summary>
    /// The file is the app's contract with Azure: names, queues, routes, connections, schedules and retries, as the worker's generator
    /// reads them. Deployments, settings, alerts and other people's calls rely on each of them, so a line changes only on purpose.
    /// </summary>
    [Fact]
    public void Functions_are_those_of_the_file_to_the_letter() => Assert.Equal(
        RepositoryFiles.Read("tests/Pipeline.Functions.Tests/functions.txt"),
        string.Concat(FunctionTable.All.OrderBy(function => function.Key, StringComparer.Ordinal).Select(Describe)));

    // The worker's generators silently skip what is not public.
    [Fact]
    public void Every_function_is_a_public_method_of_a_public_class()
    {
        Assert.NotEmpty(FunctionTable.All);
        Assert.All(
            FunctionTable.All.Values,
            method => Assert.True(method is { IsPublic: true, DeclaringType.IsVisible: true }, $"{method.DeclaringType}.{method.Name}"));
    }

    [Fact]
    public void Every_function_has_exactly_one_trigger()
    {
        Assert.NotEmpty(FunctionTable.All);
        Assert.All(FunctionTable.All, function => Assert.Single(
            function.Value.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes(inherit: false)),
            attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_saga_has_its_orchestrator()
    {
        using var services = new ServiceCollection().AddOptions().AddPipelineCore().BuildServiceProvider();

        Assert.Equal(
            services.GetServices<SagaDefinition>().Select(saga => saga.Name).Order(StringComparer.Ordinal),
            FunctionTable.With<OrchestrationTriggerAttribute>().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("docs/azure.md")]
    [InlineData("docs/functions.md")]
    [InlineData("docs/sagas-on-durable.md")]
    public void Page_names_every_orchestrator(string page)
    {
        var names = FunctionTable.With<OrchestrationTriggerAttribute>().Keys;

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}`", RepositoryFiles.Read(page), StringComparison.Ordinal));
    }

    private static string Describe(KeyValuePair<string, MethodInfo> function) => string.Concat(
        [
            $"{function.Key}\n",
            .. Bindings(function.Value).Where(attribute => attribute.AttributeType != typeof(FunctionAttribute))
                .Select(each => $"  {Describe(each)}\n"),
            .. function.Value.GetParameters().SelectMany(Bindings, (parameter, attribute) =>
                $"  {Describe(attribute)} {NameOf(parameter.ParameterType)} {parameter.Name}\n"),
        ]);

    private static IEnumerable<CustomAttributeData> Bindings(ICustomAttributeProvider provider) =>
        (provider is ParameterInfo parameter ? parameter.CustomAttributes : ((MethodInfo)provider).CustomAttributes)
        .Where(attribute => attribute.AttributeType.Namespace == typeof(FunctionAttribute).Namespace);

    private static string Describe(CustomAttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments.Select(ValueOf)
            .Concat(attribute.NamedArguments
                .Select(named => $"{named.MemberName} = {ValueOf(named.TypedValue)}").Order(StringComparer.Ordinal));
        return $"{attribute.AttributeType.Name[..^"Attribute".Length]}({string.Join(", ", arguments)})";
    }

    private static string ValueOf(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        IReadOnlyCollection<CustomAttributeTypedArgument> several => $"[{string.Join(", ", several.Select(ValueOf))}]",
        string text => $"\"{text}\"",
        { } value when argument.ArgumentType.IsEnum => Enum.GetName(argument.ArgumentType, value)!,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
