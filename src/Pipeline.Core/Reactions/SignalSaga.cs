using Pipeline.Sagas;

namespace Pipeline.Reactions;

/// <summary>Tells a saga of an event; a saga that is not there yet makes the delivery fail as transient.</summary>
public sealed record SignalSaga(string SagaId, EventArrived Input) : Effect;
