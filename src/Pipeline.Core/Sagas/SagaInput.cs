using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>What can happen to a saga.</summary>
public abstract record SagaInput;

/// <summary>The activity of that turn is done.</summary>
public sealed record ActivitySucceeded(long Turn) : SagaInput;

/// <summary>The activity of that turn failed; only a <see cref="Transient"/> failure is retried.</summary>
public sealed record ActivityFailed(long Turn, Failure Failure) : SagaInput;

/// <summary>The deadline of that turn has passed.</summary>
public sealed record DeadlinePassed(long Turn) : SagaInput;

/// <summary>An event of the saga's subject arrived; <paramref name="EventName"/> is its short name.</summary>
public sealed record EventArrived(string EventId, string EventName) : SagaInput;

/// <summary>An operator has removed the obstacle: try the undo again.</summary>
public sealed record Resumed : SagaInput;
