namespace Pipeline.Operations;

/// <summary>How many sagas are under way, and how many wait for a person.</summary>
public sealed record SagaStats(long Active, long NeedAttention);
