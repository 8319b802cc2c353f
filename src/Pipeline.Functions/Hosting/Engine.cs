namespace Pipeline.Functions.Hosting;

/// <summary>What the functions run on.</summary>
public enum Engine
{
    /// <summary>Cosmos DB, Event Grid, Service Bus and Durable Functions.</summary>
    Azure,

    /// <summary>One SQLite file in this process; the HTTP functions alone are needed.</summary>
    Embedded,
}
