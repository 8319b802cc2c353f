using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>What every activity of the order saga needs: its order, and a way to record what happened to it.</summary>
public sealed class OrderRecorder(IOrderStore store, OrderService orders)
{
    /// <summary>The saga's order.</summary>
    /// <exception cref="FailureException">There is no such order; a retry cannot help.</exception>
    public async ValueTask<Order> LoadAsync(SagaState saga, CancellationToken cancellation) =>
        await store.LoadAsync(saga.SagaId, cancellation)
        ?? throw new FailureException(new Permanent(OrderMissing.Code, $"Saga {saga.SagaId} has no order."));

    /// <summary>Runs a command on the saga's order; null when done.</summary>
    public async Task<Failure?> ExecuteAsync(SagaState saga, OrderCommand command, CancellationToken cancellation) =>
        (await orders.ExecuteAsync(saga.SagaId, command, saga.Trace(), cancellation)).Failure;

    /// <summary>Records a fact in the saga's order; null when done.</summary>
    public Task<Failure?> RecordAsync(SagaState saga, IOrderEvent fact, CancellationToken cancellation) =>
        ExecuteAsync(saga, new RecordEvent(fact), cancellation);
}
