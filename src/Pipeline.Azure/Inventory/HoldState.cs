using System.Text.Json.Serialization;

namespace Pipeline.Azure.Inventory;

/// <summary>What an attempt of an order's reservation did to one SKU.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldState>))]
internal enum HoldState
{
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>The goods have left the stock.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>Nothing is held; a slow writer of the same attempt finds this and holds nothing.</summary>
    [JsonStringEnumMemberName("undone")]
    Undone,
}
