using Pipeline.Events;

namespace Pipeline.Sagas;

/// <summary>What a new instance is given; <paramref name="Input"/> is the JSON data of the event that starts it.</summary>
public sealed record SagaStart(string SagaId, string? Input, Trace Trace);
