namespace Pipeline.Sagas;

/// <summary>After its activity, a step waits for one of two events (short names); neither within the time-out means failure.</summary>
public sealed record SagaWait(string Success, string Failure, TimeSpan Timeout);
