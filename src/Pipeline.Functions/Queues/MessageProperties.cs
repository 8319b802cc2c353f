namespace Pipeline.Functions.Queues;

/// <summary>The application properties that the pipeline's messages carry (docs/azure.md, "Delivery").</summary>
public static class MessageProperties
{
    /// <summary>Which attempt the delivery is, counted from 1; absent means 1.</summary>
    public const string Attempt = "attempt";

    /// <summary>The dead letter that the delivery replays.</summary>
    public const string DeadLetterId = "deadLetterId";
}
