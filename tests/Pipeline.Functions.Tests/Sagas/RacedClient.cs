using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Pipeline.AzurePath.TaskHub;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>A client that a rival beats between its check and its start.</summary>
internal sealed class RacedClient(DurableTaskClient inner, Action beforeSchedule) : PartialClient("raced")
{
    /// <summary>Whether a start that comes second seems to succeed, as on a backend that silently drops it.</summary>
    public bool IsSilent { get; init; }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        beforeSchedule();
        return IsSilent
            ? options!.InstanceId!
            : await inner.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        inner.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        inner.GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        inner.GetAllInstancesAsync(filter);
}
