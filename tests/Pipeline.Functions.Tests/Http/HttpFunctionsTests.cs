using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Http;

namespace Pipeline.Functions.Tests.Http;

/// <summary>The HTTP functions are the HTTP surface, neither less nor more, so that the two hosts cannot drift.</summary>
public sealed class HttpFunctionsTests
{
    [Fact]
    public void The_functions_are_the_operations_of_the_surface()
    {
        var functions = FunctionTable.With<HttpTriggerAttribute>().Select(function => (
            function.Key,
            Method: Assert.Single(function.Value.Methods!).ToUpperInvariant(),
            function.Value.Route,
            Level: function.Value.AuthLevel.ToString()));
        var operations = HttpSurface.Operations.Select(operation => (
            operation.Name, operation.Method, (string?)operation.Route, operation.Access.ToString()));

        Assert.Equal(operations.Order(), functions.Order());
    }

    [Fact]
    public void Every_function_runs_the_endpoint_of_its_operation()
    {
        var endpoints = FunctionTable.With<HttpTriggerAttribute>().Keys.ToDictionary(name => name, EndpointOf);

        Assert.All(HttpSurface.Operations, operation => Assert.Equal(operation.Name + "Endpoint", endpoints[operation.Name].Name));
    }

    [Fact]
    public void Every_function_takes_the_request_and_answers_with_a_result() => Assert.All(
        FunctionTable.With<HttpTriggerAttribute>().Keys.Select(name => FunctionTable.All[name]),
        method => Assert.Equal((typeof(Task<IResult>), typeof(HttpRequest)), (method.ReturnType, method.GetParameters()[0].ParameterType)));

    // Each class takes one endpoint, and a class that took another's would answer for it.
    private static Type EndpointOf(string function) => Assert.Single(
        FunctionTable.All[function].DeclaringType!.GetConstructors().Single().GetParameters().Select(parameter => parameter.ParameterType),
        typeof(IEndpoint).IsAssignableFrom);
}
