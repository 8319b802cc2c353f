using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.AzurePath;
using Pipeline.Functions.Http;
using Pipeline.Functions.Sagas;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Http.Problems;

namespace Pipeline.Functions.Tests.Http;

/// <summary>The HTTP functions are the HTTP surface, neither less nor more, so that the two hosts cannot drift.</summary>
public sealed class HttpFunctionsTests
{
    [Fact]
    public void The_functions_are_the_operations_of_the_surface_in_its_order()
    {
        var functions = FunctionTable.With<HttpTriggerAttribute>().OrderBy(function => FunctionTable.All[function.Key].MetadataToken)
            .Select(function => (
            function.Key,
            Methods: string.Join(", ", function.Value.Methods!).ToUpperInvariant(),
            function.Value.Route,
            Level: function.Value.AuthLevel.ToString()));
        var operations = HttpSurface.Operations.Select(operation => (
            operation.Name, string.Join(", ", operation.Methods), (string?)operation.Route, operation.Access.ToString()));

        Assert.Equal(operations, functions);
    }

    [Fact]
    public async Task Every_function_runs_the_endpoint_of_its_operation()
    {
        Assert.NotEmpty(HttpSurface.Operations);
        foreach (var operation in HttpSurface.Operations)
        {
            var asked = new Asked();
            var onAzure = new AccessOptions { Exposure = Exposure.Platform };
            var http = new HttpCalls(
                asked,
                new ExceptionProblems(NullLogger<ExceptionProblems>.Instance),
                new BrowserRules(onAzure),
                new CallerKeys(onAzure));
            var method = FunctionTable.All[operation.Name];

            await (Task<IResult>)method.Invoke(
                new HttpFunctions(http, new DurableClients()),
                [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(HttpRequest)
                            ? new DefaultHttpContext().Request : null)])!;

            Assert.Equal(operation.Name + "Endpoint", Assert.Single(asked.Types).Name);
        }
    }

    [Fact]
    public void Every_function_takes_the_request_and_answers_with_a_result()
    {
        var functions = FunctionTable.With<HttpTriggerAttribute>().Keys.Select(name => FunctionTable.All[name]).ToList();

        Assert.NotEmpty(functions);
        Assert.All(functions, method =>
            Assert.Equal((typeof(Task<IResult>), typeof(HttpRequest)), (method.ReturnType, method.GetParameters()[0].ParameterType)));
    }

    /// <summary>Has no service, and records which was asked for.</summary>
    private sealed class Asked : IServiceProvider
    {
        public List<Type> Types { get; } = [];

        public object? GetService(Type serviceType)
        {
            Types.Add(serviceType);
            return null;
        }
    }
}
