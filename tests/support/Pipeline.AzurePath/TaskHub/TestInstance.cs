using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>An orchestration of <see cref="TestOrchestrations"/>: its history, and what is in flight for it.</summary>
public sealed class TestInstance(string name, string id, string? input, DateTimeOffset createdAt)
{
    public string Name => name;

    public string Id => id;

    public string? Input { get; set; } = input;

    public DateTimeOffset CreatedAt { get; set; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public string? CustomStatus { get; set; }

    public string? Output { get; set; }

    public string? Error { get; set; }

    public List<Episode> History { get; } = [];

    /// <summary>How often it continued as new.</summary>
    public int Renewals { get; private set; }

    /// <summary>What it has not been told yet.</summary>
    public List<HistoryEvent> Inbox { get; set; } = [];

    internal List<OrchestrationAction.Call> Calls { get; } = [];

    internal List<OrchestrationAction.Timer> Timers { get; } = [];

    public bool IsActive => Status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running;

    public void StartOver(string? withInput, IEnumerable<HistoryEvent> carriedOver, DateTimeOffset at)
    {
        (Input, CreatedAt, Status, Inbox) = (withInput, at, OrchestrationRuntimeStatus.Pending, [.. carriedOver]);
        Renewals++;
        History.Clear();
        Calls.Clear();
        Timers.Clear();
    }

    public OrchestrationMetadata Metadata(bool whole) => new(Name, Id)
    {
        DataConverter = whole ? JsonDataConverter.Default : null,
        RuntimeStatus = Status,
        CreatedAt = CreatedAt,
        LastUpdatedAt = UpdatedAt,
        SerializedInput = whole ? Input : null,
        SerializedOutput = whole ? Output : null,
        SerializedCustomStatus = whole ? CustomStatus : null,
        FailureDetails = whole && Error is not null ? TaskFailureDetails.FromException(new InvalidOperationException(Error)) : null,
    };
}
