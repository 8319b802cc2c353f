using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Pipeline.AzurePath.TaskHub;
using Pipeline.Functions.Queues;
using Pipeline.Sagas;

namespace Pipeline.AzurePath;

/// <summary>Every function of the app, by reflection, as the worker finds them.</summary>
public static class FunctionTable
{
    /// <summary>The methods that are functions, by the function's name.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> All { get; } = typeof(QueueDelivery).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
        .Select(method => (Method: method, Function: method.GetCustomAttribute<FunctionAttribute>()))
        .Where(found => found.Function is not null)
        .ToDictionary(found => found.Function!.Name, found => found.Method);

    /// <summary>The functions with a trigger of a kind, by name, with their trigger.</summary>
    public static IReadOnlyDictionary<string, T> With<T>()
        where T : Attribute => All
        .Select(function => (function.Key,
                Trigger: function.Value.GetParameters().Select(p => p.GetCustomAttribute<T>()).OfType<T>().SingleOrDefault()))
        .Where(found => found.Trigger is not null)
        .ToDictionary(found => found.Key, found => found.Trigger!);

    /// <summary>Adds the app's orchestrators to a task hub.</summary>
    public static TestOrchestrations AddOrchestrators(this TestOrchestrations hub) => With<OrchestrationTriggerAttribute>().Keys.Aggregate(
        hub, (to, name) => to.Orchestrator(name, All[name].CreateDelegate<Func<TaskOrchestrationContext, Task<SagaState>>>()));
}
