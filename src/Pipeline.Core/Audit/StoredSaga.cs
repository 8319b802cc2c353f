using Pipeline.Sagas;

namespace Pipeline.Audit;

/// <summary>Where a saga is.</summary>
public sealed record StoredSaga(string SagaId, string Definition, SagaPhase Phase);
