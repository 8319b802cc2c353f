using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>The input of <see cref="RunSagaActivity"/>: which activity, and the saga that asks for it.</summary>
public sealed record SagaAct(string Activity, SagaState Saga);
