using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Failures;
using Pipeline.Orders;

namespace Pipeline.Reactions;

/// <summary>Queue reserve-inventory: a captured payment makes the order's reservation firm, creating it if necessary.</summary>
public sealed class FirmReservationOnPayment(IOrderStore orders) : IReaction
{
    public string Queue => "reserve-inventory";

    public async ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var found = await orders.FindSubjectAsync(cloudEvent.Subject!, cancellation);
        return !found.TryGet(out var order, out var missing) ? missing
            // A closed order, or one being cancelled, no longer has a claim on stock; its payment is refunded.
            : OrderDecider.WhyNotProceed(order) is not null ? ImmutableArray<Effect>.Empty
            : ImmutableArray.Create<Effect>(new FirmReservation(order.OrderId, order.Items()));
    }
}
