using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>The client of a task hub in memory.</summary>
internal sealed class TestClient(TestOrchestrations orchestrations) : PartialClient("test")
{
    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default) =>
        orchestrations.TrySchedule(orchestratorName, options!.InstanceId!, JsonDataConverter.Default.Serialize(input))
            ? Task.FromResult(options.InstanceId!)
            : throw new InvalidOperationException($"An orchestration instance with the ID {options.InstanceId} already exists.");

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        orchestrations.Raise(instanceId, eventName, JsonDataConverter.Default.Serialize(eventPayload));
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(orchestrations.Find(instanceId)?.Metadata(getInputsAndOutputs));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        var found = orchestrations.All
            .Where(instance => query.Statuses is null || query.Statuses.Contains(instance.Status))
            .Where(instance => query.InstanceIdPrefix is null || instance.Id.StartsWith(query.InstanceIdPrefix, StringComparison.Ordinal))
            .OrderBy(instance => instance.Id, StringComparer.Ordinal)
            .Select(instance => instance.Metadata(query.FetchInputsAndOutputs));
        return Pageable.Create((continuation, size, _) =>
        {
            var from = int.Parse(continuation ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var (page, end) = (found.Skip(from).Take(query.PageSize).ToArray(), from + query.PageSize);
            return Task.FromResult(new Page<OrchestrationMetadata>(
                page, page.Length < query.PageSize ? null : end.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        });
    }
}
