using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Events;

namespace Pipeline.Orders;

/// <summary>The state of an order: what its events add up to. Amounts are in minor units of <see cref="Currency"/>.</summary>
public sealed record Order
{
    public required string OrderId { get; init; }

    /// <summary>The number of events in the stream; the next event's sequence is one higher.</summary>
    public required long Version { get; init; }

    public required OrderStatus Status { get; init; }

    public required string CustomerId { get; init; }

    public required string Email { get; init; }

    public required string Currency { get; init; }

    public required ImmutableArray<OrderLine> Lines { get; init; }

    public required long Subtotal { get; init; }

    public required long Tax { get; init; }

    public required long ShippingFee { get; init; }

    public required long Total { get; init; }

    /// <summary>Every payment that was requested or reported; captured ones in the order of capture.</summary>
    public ImmutableArray<OrderPayment> Payments { get; init; } = [];

    public bool StockHeld { get; init; }

    /// <summary>A SKU was short; nothing was held.</summary>
    public bool StockRejected { get; init; }

    /// <summary>The scheduled shipment; null when there is none or it was cancelled.</summary>
    public OrderShipment? Shipment { get; init; }

    /// <summary>Why the order is, or is being, cancelled; null otherwise.</summary>
    public string? CancelReason { get; init; }

    /// <summary>Whether an operator must step in; a confirmed order keeps its status meanwhile.</summary>
    public bool Flagged { get; init; }

    /// <summary>What was given back of a confirmed order's total, by hand: it is neither kept nor owed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Goodwill { get; init; }

    /// <summary>Shared by all events of this order.</summary>
    public string? CorrelationId { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Captured minus refunded, of the payments in its own currency: no other one pays it.</summary>
    public long NetCaptured() => Payments.Where(payment => payment.ForeignCurrency is null).Sum(payment => payment.Net);

    /// <summary>What is kept of its payments once all is settled: a confirmed order's total, less what was given back by hand.</summary>
    public long Due() => Status == OrderStatus.Confirmed ? Total - Goodwill : 0;

    /// <summary>Whether the net amount covers the total; a surplus is refunded at the end.</summary>
    public bool PaidInFull() => NetCaptured() >= Total;

    /// <summary>The payment of that id, or null.</summary>
    public OrderPayment? Payment(string paymentId) => Payments.FirstOrDefault(payment => payment.PaymentId == paymentId);

    /// <summary>What the order needs from stock, one entry per SKU in ordinal order.</summary>
    public IReadOnlyList<StockQuantity> Items() =>
    [
        .. Lines.GroupBy(line => line.Sku, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new StockQuantity(group.Key, group.Sum(line => line.Quantity))),
    ];
}

/// <summary>One payment of an order at its provider; amounts in minor units.</summary>
public sealed record OrderPayment(string Provider, string PaymentId, long Captured = 0, long Refunded = 0)
{
    /// <summary>Whether the order's events include its request; a fast provider's webhook may come first.</summary>
    public bool Requested { get; init; }

    /// <summary>Whether it can still be captured: it is neither captured nor failed yet.</summary>
    public bool Open { get; init; } = true;

    /// <summary>The refunds that <see cref="Refunded"/> adds up, so that one reported twice counts once.</summary>
    public ImmutableArray<string> RefundIds { get; init; } = [];

    /// <summary>The currency that it was captured in, unless that is its order's.</summary>
    public string? ForeignCurrency { get; init; }

    /// <summary>Captured minus refunded.</summary>
    public long Net => Captured - Refunded;

    /// <summary>The currency of its amounts.</summary>
    public string CurrencyIn(Order order) => ForeignCurrency ?? order.Currency;
}

/// <summary>The parcel of an order.</summary>
public sealed record OrderShipment(string Carrier, string ShipmentId, string TrackingNumber);

/// <summary>Source-generated JSON of the order's state and of its read model, as stores write them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderView))]
public sealed partial class OrderJson : JsonSerializerContext;

/// <summary>How far an order has come; the names are those of the HTTP surface.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("placed")]
    Placed,

    [JsonStringEnumMemberName("reserved")]
    Reserved,

    [JsonStringEnumMemberName("paid")]
    Paid,

    [JsonStringEnumMemberName("shipped")]
    Shipped,

    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("needs-attention")]
    NeedsAttention,
}

/// <summary>The written names of <see cref="OrderStatus"/>, and which are terminal.</summary>
public static class OrderStatuses
{
    /// <summary>Every status name, in the order in which an order reaches them.</summary>
    public static IReadOnlyList<string> All => WrittenNames<OrderStatus>.All;

    public static string Name(this OrderStatus status) => WrittenNames<OrderStatus>.Of(status);

    /// <summary>The status of that name, or null.</summary>
    public static OrderStatus? Parse(string name) => WrittenNames<OrderStatus>.Parse(name);

    /// <summary>Whether the order is closed; a late capture is still recorded and refunded.</summary>
    public static bool IsTerminal(this OrderStatus status) => status is OrderStatus.Confirmed or OrderStatus.Cancelled;
}

/// <summary>How large an order may be; amounts in minor units.</summary>
public static class OrderLimits
{
    public const int MaxLines = 1_000;
    public const long MaxQuantity = 1_000_000;
    public const long MaxAmount = 1_000_000_000_000;

    /// <summary>What payments for one order may add up to: far above any order, and far below what 64 bits hold.</summary>
    public const long MaxCaptured = 1_000_000_000_000_000;

    /// <summary>Far below what a 64-bit integer, or a double in a client's JSON parser, holds exactly.</summary>
    public const long MaxTotal = 1_000_000_000_000;
}

/// <summary>The active currency codes of ISO 4217 (funds, metals and test codes left out).</summary>
public static class Currency
{
    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC " +
        "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR " +
        "ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK " +
        "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE " +
        "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF " +
        "XPF YER ZAR ZMW ZWG").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether it is an active code, in upper case.</summary>
    public static bool IsKnown(string code) => Codes.Contains(code);
}
