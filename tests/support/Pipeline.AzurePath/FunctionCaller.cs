using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.AzurePath;

/// <summary>Calls the app's functions as the worker does: the class from the container, each parameter by its type.</summary>
internal sealed class FunctionCaller(IServiceProvider services)
{
    private static readonly Dictionary<string, string> ByQueue = FunctionTable.With<ServiceBusTriggerAttribute>()
        .ToDictionary(function => function.Value.QueueName!, function => function.Key);

    private static readonly Dictionary<string, string> ByContainer = FunctionTable.With<CosmosDBTriggerAttribute>()
        .ToDictionary(function => function.Value.ContainerName, function => function.Key);

    private static readonly Dictionary<string, (ObjectFactory Create, MethodInfo Method, ParameterInfo[] Parameters)> Functions =
        FunctionTable.All.Where(function => !function.Value.IsStatic).ToDictionary(
            function => function.Key,
            function => (ActivatorUtilities.CreateFactory(function.Value.DeclaringType!, []), function.Value,
                function.Value.GetParameters()));

    /// <summary>The containers whose change feed has a function.</summary>
    public static IEnumerable<string> Containers => ByContainer.Keys;

    public Task OnMessageAsync(string queue, params object[] arguments) => CallAsync(ByQueue[queue], arguments);

    public Task OnChangesAsync(string container, IReadOnlyList<JsonElement> changes) => CallAsync(ByContainer[container], changes);

    public async Task OnRequestAsync(string function, HttpContext context, params object[] arguments)
    {
        context.RequestServices = services;
        var result = await (Task<IResult>)CallAsync(function, [context.Request, .. arguments]);
        await result.ExecuteAsync(context);
    }

    private Task CallAsync(string function, params object[] arguments)
    {
        var (create, method, parameters) = Functions[function];
        var given = Array.ConvertAll(parameters, parameter => Choose(parameter, arguments));
        return (Task)method.Invoke(create(services, null), BindingFlags.DoNotWrapExceptions, null, given, null)!;
    }

    private object Choose(ParameterInfo parameter, object[] arguments) =>
        parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
        : arguments.FirstOrDefault(parameter.ParameterType.IsInstanceOfType)
        ?? services.GetService(parameter.ParameterType)
        ?? throw new InvalidOperationException($"Nothing was given for {parameter.Name} of {parameter.Member}.");
}
