using Pipeline.Sagas;

namespace Pipeline.Reactions;

/// <summary>Starts a saga, unless it was started before.</summary>
public sealed record StartSaga(string Definition, SagaStart Start) : Effect;
