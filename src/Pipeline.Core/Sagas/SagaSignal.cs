namespace Pipeline.Sagas;

/// <summary>An event that reached the saga, remembered so that a duplicate is recognised and an early one is not lost.</summary>
public sealed record SagaSignal(string EventId, string EventName, bool Consumed = false);
