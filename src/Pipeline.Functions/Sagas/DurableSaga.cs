using Microsoft.DurableTask.Client;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>A saga as its orchestration's metadata describe it.</summary>
internal sealed class DurableSaga
{
    private readonly SagaStatus? _status;

    /// <summary>Reads metadata that were fetched with inputs and outputs.</summary>
    public DurableSaga(OrchestrationMetadata metadata)
    {
        Run = metadata.ReadInputAs<SagaRun>()
            ?? throw new InvalidOperationException($"Orchestration {metadata.InstanceId} has no input, so it is not a saga.");
        _status = metadata.ReadCustomStatusAs<SagaStatus>();
        IsOver = metadata.RuntimeStatus == OrchestrationRuntimeStatus.Completed;
        IsBroken = metadata.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
        Known = IsOver ? metadata.ReadOutputAs<SagaState>()! : Shown(metadata);
        Saga = IsBroken ? Broken(metadata) : Known;
    }

    public SagaRun Run { get; }

    /// <summary>Its rest is over; the state is complete.</summary>
    public bool IsOver { get; }

    /// <summary>The orchestration itself failed or was terminated; nothing drives the saga.</summary>
    public bool IsBroken { get; }

    /// <summary>The newest state that it reported.</summary>
    public SagaState Known { get; }

    /// <summary>The state as operators see it: a broken one needs attention, whatever it was doing.</summary>
    public SagaState Saga { get; }

    public string? ResumedBy => _status?.ResumedBy;

    public DateTimeOffset? RestsUntil => IsOver ? null : _status?.RestsUntil;

    // Before its first turn it has reported nothing; its input says what it is.
    private SagaState Shown(OrchestrationMetadata metadata) => _status is { } status
        ? status.Saga with { Input = Run.Start is { } start ? start.Input : Run.Saga?.Input }
        : Run.Saga ?? SagaDecider.Start(Run.Definition, Run.Start!, metadata.CreatedAt);

    private SagaState Broken(OrchestrationMetadata metadata) => Known with
    {
        Phase = SagaPhase.NeedsAttention,
        Mode = SagaMode.Idle,
        Deadline = null,
        LastError = $"orchestration-{(metadata.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? "failed" : "terminated")}: "
            + (metadata.FailureDetails?.ErrorMessage ?? "Resume it to go on from here."),
    };
}

/// <summary>
/// The Durable client of this invocation. Functions get one only by their <c>[DurableClient]</c> binding; those that reach sagas
/// put it here, and <see cref="DurableSagaClient"/>, which lives longer than any invocation, finds it here.
/// </summary>
public sealed class DurableClients
{
    private readonly AsyncLocal<DurableTaskClient?> _current = new();

    /// <summary>The client of this invocation.</summary>
    /// <exception cref="InvalidOperationException">The function has no <c>[DurableClient]</c> binding, or did not hand it over.</exception>
    public DurableTaskClient Current => _current.Value
        ?? throw new InvalidOperationException(
            "This invocation has no Durable client: bind one with [DurableClient] and hand it to DurableClients.Use.");

    /// <summary>Sets the client for the rest of this asynchronous flow.</summary>
    public void Use(DurableTaskClient client) => _current.Value = client;
}
