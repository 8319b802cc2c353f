using System.Text.Json.Serialization;
using Pipeline.Azure.Cosmos;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>The stock of one SKU.</summary>
/// <param name="Available">On hand minus reserved; it stands by itself so that a condition can compare it.</param>
/// <param name="Received">What ever came in, so that an audit can tell what has left.</param>
internal sealed record StockDocument(string Id, string Sku, string Kind, long OnHand, long Reserved, long Available, long Received)
{
    /// <summary>The one stock of its partition.</summary>
    public const string StockId = "stock";

    public static StockDocument New(string sku, long onHand) => new(StockId, sku, DocumentKinds.Stock, onHand, 0, onHand, onHand);

    public Stock ToStock() => new(Sku, OnHand, Reserved);

    public StockDocument WithOnHand(long onHand) =>
        this with { OnHand = onHand, Available = onHand - Reserved, Received = Received + onHand - OnHand };
}

/// <summary>Source-generated JSON of the inventory's documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StockDocument))]
[JsonSerializable(typeof(HoldDocument))]
[JsonSerializable(typeof(ReservationDocument))]
internal sealed partial class InventoryDocumentJson : JsonSerializerContext;
