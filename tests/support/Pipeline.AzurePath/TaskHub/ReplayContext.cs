using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>
/// The orchestration context of an <see cref="Execution"/>. It keeps to what the real worker does: activities and timers are numbered
/// in the order of asking, long timers are made of short ones, an event goes to the newest wait of its name or is kept for the next.
/// </summary>
internal sealed class ReplayContext(OrchestratorThread thread, string name, string instanceId, string? input) : TaskOrchestrationContext
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    private readonly Dictionary<int, TaskCompletionSource<string?>> _open = [];
    private readonly EventWaits _events = new();
    private readonly List<OrchestrationAction> _actions = [];
    private DateTimeOffset _now;
    private int _asked;

    public override TaskName Name => new(name);

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Legal(_now.UtcDateTime);

    public override bool IsReplaying => IsReplayingHistory;

    public bool IsReplayingHistory { get; set; }

    public bool HasEnded { get; private set; }

    public string? CustomStatus { get; private set; }

    /// <summary>What it asked for since <see cref="Begin"/>.</summary>
    public IReadOnlyList<OrchestrationAction> Actions => _actions;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public void Begin(DateTimeOffset at)
    {
        _now = at;
        _actions.Clear();
    }

    public void End(OrchestrationAction how)
    {
        HasEnded = true;
        if (!_actions.OfType<OrchestrationAction.ContinueAsNew>().Any())
        {
            _actions.Add(how);
        }
    }

    public IEnumerable<HistoryEvent> TakeUnheard() => _events.TakeKept();

    public void Tell(HistoryEvent told)
    {
        if (told.Kind == HistoryEventKind.Raised)
        {
            _events.Raise(told);
        }
        else if (_open.Remove(told.TaskId!.Value, out var asked))
        {
            // A cancelled timer still fires; nothing waits for it.
            _ = told.Kind == HistoryEventKind.Failed
                ? asked.TrySetException(new InvalidOperationException(told.Data!.Value.GetString()))
                : asked.TrySetResult(told.Json);
        }
    }

    public override T? GetInput<T>()
        where T : default => Read<T>(Legal(input));

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var asked = Ask(id => new OrchestrationAction.Call(id, name, JsonDataConverter.Default.Serialize(input)));
        try
        {
            return Read<TResult>(await asked.Answer.Task)!;
        }
        catch (InvalidOperationException error)
        {
            throw new TaskFailedException(name, asked.Id, error);
        }
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var end = new DateTimeOffset(fireAt.ToUniversalTime());
        while (end - _now > LongestTimer && !cancellationToken.IsCancellationRequested)
        {
            await RingAsync(_now + LongestTimer, cancellationToken);
        }

        await RingAsync(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        Legal(_events).WaitAsync(eventName, Read<T>, cancellationToken)!;

    public override void SetCustomStatus(object? customStatus) => CustomStatus = JsonDataConverter.Default.Serialize(Legal(customStatus));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Legal(_actions).Add(new OrchestrationAction.ContinueAsNew(JsonDataConverter.Default.Serialize(newInput)));

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    private static T? Read<T>(string? json) => json is null ? default : JsonDataConverter.Default.Deserialize<T>(json);

    private T Legal<T>(T value) => thread.IsCurrent ? value
        : throw new InvalidOperationException(
            "The orchestrator awaited something that is not the context's, and came back on another thread.");

    private async Task RingAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var timer = Ask(id => new OrchestrationAction.Timer(id, at));
        await using var _ = cancellation.Register(() => timer.Answer.TrySetCanceled(cancellation));
        await timer.Answer.Task;
    }

    private (int Id, TaskCompletionSource<string?> Answer) Ask(Func<int, OrchestrationAction> action)
    {
        var asked = (Id: Legal(_asked++), Answer: new TaskCompletionSource<string?>());
        _open.Add(asked.Id, asked.Answer);
        _actions.Add(action(asked.Id));
        return asked;
    }
}
