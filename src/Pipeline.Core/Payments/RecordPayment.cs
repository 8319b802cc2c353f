using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Payments;

/// <summary>
/// Records what a payment provider says in the order that it is about. Webhooks call it; what it cannot record becomes a dead letter of
/// <see cref="QueueName"/>, whose replay comes back here.
/// </summary>
public sealed class RecordPayment(OrderService orders, Duplicates duplicates)
{
    /// <summary>No queue of routes.json: only dead letters have it.</summary>
    public const string QueueName = "record-payment";

    /// <summary>Null when it is recorded, now or before.</summary>
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
            // An unknown order stays unknown: this is for a person to look at.
            return failure is NotFound ? new Permanent(failure.Code, failure.Detail) : failure;
        }

        if (change.Events.Count == 0)
        {
            duplicates.Add();
        }

        return null;
    }
}
