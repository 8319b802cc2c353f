using System.Collections.Immutable;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Orders;

/// <summary>
/// The rules for what a provider reports of an order's money. It is recorded in any state of the order; what contradicts the record is
/// refused, so that a person looks.
/// </summary>
internal static class OrderMoney
{
    private static readonly ImmutableArray<IOrderEvent> Nothing = [];

    /// <summary>
    /// A capture. Its amount is all that was captured of the payment so far, so that of a payment in parts the newest report counts.
    /// </summary>
    public static Result<ImmutableArray<IOrderEvent>> Capture(Order order, PaymentCaptured captured)
    {
        var known = order.Payment(captured.PaymentId);
        return known is { Captured: > 0 } && known.CurrencyIn(order) != captured.Currency ? Mismatch(order, known, captured.Currency)
            : known is not null && known.Captured >= captured.Amount ? Nothing
            : order.Payments.Sum(payment => (decimal)payment.Captured) + captured.Amount > OrderLimits.MaxCaptured ? new Permanent(
                "captured-too-much",
                $"With payment {captured.PaymentId}, order {order.OrderId} has more than {OrderLimits.MaxCaptured} minor units.")
            : Events(captured);
    }

    /// <summary>A refund, which can only be of what was captured.</summary>
    public static Result<ImmutableArray<IOrderEvent>> Refund(Order order, PaymentRefunded refunded)
    {
        var known = order.Payment(refunded.PaymentId);
        return known is null or { Captured: 0 } ? new Permanent(
                "refund-without-capture",
                $"Refund {refunded.RefundId} is of payment {refunded.PaymentId}, of which order {order.OrderId} has no capture.")
            : known.RefundIds.Contains(refunded.RefundId) ? Nothing
            : known.CurrencyIn(order) != refunded.Currency ? Mismatch(order, known, refunded.Currency)
            : known.Net < refunded.Amount ? new Permanent(
                "refund-exceeds-capture",
                $"Refund {refunded.RefundId} is of {refunded.Amount} minor units; {known.Net} are left of payment {known.PaymentId}.")
            : Events(refunded);
    }

    private static Permanent Mismatch(Order order, OrderPayment payment, string currency) => new(
        "currency-mismatch",
        $"Payment {payment.PaymentId} of order {order.OrderId} is in {payment.CurrencyIn(order)}, and not in {currency}.");

    private static Result<ImmutableArray<IOrderEvent>> Events(IOrderEvent made) => ImmutableArray.Create(made);
}
