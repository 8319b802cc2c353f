namespace Pipeline.Sagas;

/// <summary>What can happen to a saga.</summary>
public abstract record SagaInput;
