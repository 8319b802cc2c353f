using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Reactions;

/// <summary>Queue send-order-confirmation: one e-mail that says what was ordered.</summary>
public sealed class SendOrderConfirmation : IReaction
{
    public string Queue => "send-order-confirmation";

    public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var order = CloudEvents.Read<OrderPlaced>(cloudEvent);
        var lines = MailText.Join(order.Lines.Select(line => MailText.Of($"  {line.Quantity} x {line.Sku}\n")));
        var total = MailText.Of($"Total: {order.TotalAmount} {order.Currency} (minor units)");
        var body = MailText.Of($"Thank you for your order {cloudEvent.Subject}.\n\n{lines}\n{total}\n");
        var message = new EmailMessage($"{cloudEvent.Id}-{Queue}", order.Email, $"Your order {cloudEvent.Subject}", body.Text);
        return new(ImmutableArray.Create<Effect>(new SendEmail(message)));
    }
}
