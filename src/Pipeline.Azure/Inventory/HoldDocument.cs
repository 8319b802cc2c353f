using Pipeline.Azure.Cosmos;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>What one order holds of one SKU, in the SKU's partition, so that it changes with the stock in one batch.</summary>
internal sealed record HoldDocument(string Id, string Sku, string Kind, string OrderId, int Attempt, long Quantity, HoldState State)
{
    public static string IdOf(string orderId) => "hold:" + HashedId.Of(orderId);

    public static HoldDocument Of(ReservationDocument reservation, StockQuantity item, HoldState state) => new(
        IdOf(reservation.OrderId), item.Sku, DocumentKinds.Hold, reservation.OrderId, reservation.Attempt, item.Quantity, state);
}
