using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;

namespace Pipeline.Reactions;

/// <summary>Queue notify-shipment: one e-mail that says the parcel is on its way.</summary>
public sealed class NotifyShipment(IOrderStore orders) : IReaction
{
    public string Queue => "notify-shipment";

    public async ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var shipment = CloudEvents.Read<ShipmentScheduled>(cloudEvent);
        if (!(await orders.FindSubjectAsync(cloudEvent.Subject!, cancellation)).TryGet(out var order, out var missing))
        {
            return missing;
        }

        var body = MailText.Of(
            $"Your order {order.OrderId} is on its way with {shipment.Carrier}, tracking number {shipment.TrackingNumber}.\n");
        var message = new EmailMessage($"{cloudEvent.Id}-{Queue}", order.Email, $"Your order {order.OrderId} is on its way", body.Text);
        return ImmutableArray.Create<Effect>(new SendEmail(message));
    }
}
