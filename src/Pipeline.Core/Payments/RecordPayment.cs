using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Reactions;

namespace Pipeline.Payments;

/// <summary>
/// Records what a payment provider says in the order that it is about. It serves no queue of routes.json: webhooks call it, and what it
/// cannot record becomes a dead letter of <see cref="QueueName"/>, whose replay comes back here.
/// </summary>
public sealed class RecordPayment(OrderService orders, Duplicates duplicates) : IReaction
{
    public const string QueueName = "record-payment";

    public string Queue => QueueName;

    public async ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
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

        return ImmutableArray<Effect>.Empty;
    }
}
