namespace Pipeline.Orders;

/// <summary>How large an order may be; amounts in minor units.</summary>
public static class OrderLimits
{
    public const int MaxLines = 1_000;
    public const long MaxQuantity = 1_000_000;
    public const long MaxAmount = 1_000_000_000_000;

    /// <summary>Far below what a 64-bit integer or a double in someone's JSON parser holds exactly.</summary>
    public const long MaxTotal = 1_000_000_000_000;
}
