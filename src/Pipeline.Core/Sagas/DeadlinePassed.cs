namespace Pipeline.Sagas;

/// <summary>The deadline of that turn has passed.</summary>
public sealed record DeadlinePassed(long Turn) : SagaInput;
