using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Orders;

/// <summary>How an order's events add up to its state.</summary>
public static class OrderEvolution
{
    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The stream does not begin with order.placed.</exception>
    public static Order Evolve(Order? order, IOrderEvent made, string orderId, DateTimeOffset at, string? correlationId = null)
    {
        if (made is OrderPlaced placed && order is null)
        {
            return Start(placed, orderId, at, correlationId);
        }

        var before = order ?? throw new InvalidOperationException($"The stream of order {orderId} does not begin with order.placed.");
        return Apply(before, made) with { Version = before.Version + 1, UpdatedAt = at };
    }

    private static Order Start(OrderPlaced placed, string orderId, DateTimeOffset at, string? correlationId) => new()
    {
        OrderId = orderId,
        Version = 1,
        Status = OrderStatus.Placed,
        CustomerId = placed.CustomerId,
        Email = placed.Email,
        Currency = placed.Currency,
        Lines = [.. placed.Lines],
        Subtotal = placed.Subtotal,
        Tax = placed.Tax,
        ShippingFee = placed.ShippingFee,
        Total = placed.TotalAmount,
        CorrelationId = correlationId,
        PlacedAt = at,
        UpdatedAt = at,
    };

    private static Order Apply(Order order, IOrderEvent made) => made switch
    {
        InventoryReserved => Advance(order with { StockHeld = true }, OrderStatus.Reserved),
        InventoryReleased => order with { StockHeld = false },
        InventoryRejected => order with { StockRejected = true },
        PaymentRequested requested => With(order, Known(order, requested.Provider, requested.PaymentId) with { Requested = true }),
        PaymentCaptured captured => Captured(order, captured),
        PaymentFailed failed => With(order, Known(order, failed.Provider, failed.PaymentId) with { Open = false }),
        PaymentRefunded refunded => Refunded(order, refunded),
        ShipmentScheduled shipment => Advance(
            order with { Shipment = new OrderShipment(shipment.Carrier, shipment.ShipmentId, shipment.TrackingNumber) },
            OrderStatus.Shipped),
        ShipmentCancelled => order with { Shipment = null },
        OrderConfirmed => order with { Status = OrderStatus.Confirmed },
        OrderCancelRequested requested => order with { CancelReason = requested.Reason },
        OrderCancelled cancelled => order with
        {
            Status = OrderStatus.Cancelled,
            CancelReason = order.CancelReason ?? cancelled.Reason,
            Flagged = false,
        },
        OrderAttentionNeeded => order with { Status = Flagged(order.Status), Flagged = true },
        _ => throw new ArgumentOutOfRangeException(nameof(made), made, "No rule evolves an order by this event."),
    };

    private static Order Captured(Order order, PaymentCaptured captured)
    {
        var payment = Known(order, captured.Provider, captured.PaymentId) with
        {
            Captured = captured.Amount,
            ForeignCurrency = captured.Currency == order.Currency ? null : captured.Currency,
            Open = false,
        };
        // Moved to the end: a confirmed order keeps the earliest captures, so a later one does not change a refund in flight.
        var others = order.Payments.RemoveAll(other => other.PaymentId == payment.PaymentId);
        var after = order with { Payments = others.Add(payment) };
        return after.PaidInFull() ? Advance(after, OrderStatus.Paid) : after;
    }

    private static Order Refunded(Order order, PaymentRefunded refunded)
    {
        var payment = Known(order, refunded.Provider, refunded.PaymentId);
        var after = With(order, payment with
        {
            Refunded = checked(payment.Refunded + refunded.Amount),
            RefundIds = payment.RefundIds.Add(refunded.RefundId),
        });
        // Below what is due nothing was owed: it was given back by hand.
        var given = after.Due() - after.NetCaptured();
        after = order.Status == OrderStatus.Confirmed && given > 0 ? after with { Goodwill = after.Goodwill + given } : after;
        return after with { Flagged = order.Flagged && (!after.Status.IsTerminal() || Refunds.Owed(after).Any()) };
    }

    // A confirmed order is sold and its total earned; a surplus that could not be refunded does not change that.
    private static OrderStatus Flagged(OrderStatus status) =>
        status == OrderStatus.Confirmed ? status : OrderStatus.NeedsAttention;

    // A closed or flagged order keeps its status, whatever is recorded later.
    private static Order Advance(Order order, OrderStatus status) => order.Status < status ? order with { Status = status } : order;

    private static OrderPayment Known(Order order, string provider, string paymentId) =>
        order.Payment(paymentId) ?? new OrderPayment(provider, paymentId);

    private static Order With(Order order, OrderPayment payment)
    {
        var known = order.Payment(payment.PaymentId);
        return order with { Payments = known is null ? order.Payments.Add(payment) : order.Payments.Replace(known, payment) };
    }
}

/// <summary>Replays an order's events up to a moment.</summary>
public static class OrderHistory
{
    /// <summary>The state after the leading events that <paramref name="until"/> accepts, by default all; null if none.</summary>
    public static Order? Fold(string orderId, IEnumerable<CloudEvent> events, Func<CloudEvent, bool>? until = null)
    {
        Order? order = null;
        foreach (var cloudEvent in events.TakeWhile(until ?? (_ => true)))
        {
            var made = (IOrderEvent)CloudEvents.Read(cloudEvent);
            order = OrderEvolution.Evolve(order, made, orderId, cloudEvent.Time ?? default, cloudEvent.CorrelationId());
        }

        return order;
    }
}
