using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Payments;

/// <summary>
/// Records a payment provider's report in its order. Webhooks call it; a report that cannot be recorded becomes a dead letter of
/// <see cref="QueueName"/>, whose replay comes back here.
/// </summary>
public sealed class RecordPayment(OrderService orders, ArchivedOrders archive, Duplicates duplicates)
{
    /// <summary>Not a queue of routes.json: only dead letters use it.</summary>
    public const string QueueName = "record-payment";

    /// <summary>Null when the report is recorded, now or before.</summary>
    /// <exception cref="FailureException">The event is unreadable, or the store could not be reached.</exception>
    public async Task<Failure?> RecordAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var data = CloudEvents.Read(cloudEvent);
        if (data is not (PaymentCaptured or PaymentFailed or PaymentRefunded))
        {
            return new Permanent("not-a-payment", $"Event {cloudEvent.Id} does not say how a payment went.");
        }

        var trace = new Trace(CausationId: cloudEvent.Id, TraceParent: cloudEvent.Attribute("traceparent"));
        var result = await orders.ExecuteAsync(cloudEvent.Subject!, new RecordEvent((IOrderEvent)data), trace, cancellation);
        if (!result.TryGet(out var change, out var failure))
        {
            // An unknown order stays unknown; an operator must look into it.
            return failure is NotFound ? new Permanent(failure.Code, archive.Explain(failure, cloudEvent.Subject!).Detail) : failure;
        }

        if (change.Events.Count == 0)
        {
            duplicates.Add();
        }

        return null;
    }
}
