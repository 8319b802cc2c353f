namespace Pipeline.Azure.Cosmos;

/// <summary>What a document is, in its <c>kind</c>.</summary>
internal static class DocumentKinds
{
    /// <summary>Carries a CloudEvent that the relay publishes.</summary>
    public const string Event = "event";

    public const string Order = "order";
    public const string Stock = "stock";
    public const string Hold = "hold";
    public const string Reservation = "reservation";
    public const string Counter = "counter";
    public const string Counted = "counted";
}
