namespace Pipeline.Sagas;

/// <summary>An event of the saga's subject arrived; <paramref name="EventName"/> is its short name.</summary>
public sealed record EventArrived(string EventId, string EventName) : SagaInput;
