using Pipeline.Events;

namespace Pipeline.Sagas;

/// <summary>The trace that a saga's activities pass on.</summary>
public static class SagaTrace
{
    public static Trace Trace(this SagaState saga) => new(saga.CorrelationId, saga.CausationId, saga.TraceParent);
}
