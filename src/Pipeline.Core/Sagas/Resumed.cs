namespace Pipeline.Sagas;

/// <summary>An operator has put right what was in the way: try the undo again.</summary>
public sealed record Resumed : SagaInput;
