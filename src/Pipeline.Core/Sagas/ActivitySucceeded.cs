namespace Pipeline.Sagas;

/// <summary>The activity of that turn is done.</summary>
public sealed record ActivitySucceeded(long Turn) : SagaInput;
