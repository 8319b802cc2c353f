using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Pipeline.AzurePath.TaskHub;
using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>The Durable client as an instance has it.</summary>
internal sealed class HubPort(DurableTaskClient hub, Way way) : PartialClient(hub.Name)
{
    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync(() => hub.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation), cancellation);

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => way.CallAsync(
            FaultyPart.Hub, () => hub.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation), Unavailable, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        CallAsync(() => hub.GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation), cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create((continuation, size, cancellation) => CallAsync(
            async () =>
            {
                await foreach (var page in hub.GetAllInstancesAsync(filter).AsPages(continuation, size))
                {
                    return page;
                }

                throw new InvalidOperationException("Even an empty list has a page.");
            },
            cancellation));

    private Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation) =>
        way.CallAsync(FaultyPart.Hub, call, Unavailable, cancellation);

    private static HubUnavailableException Unavailable(FaultKind fault) => new($"{fault}, by the weather.");
}

/// <summary>Stands for the RpcException of the real client, which the product does not know either.</summary>
internal sealed class HubUnavailableException(string message) : Exception(message);
