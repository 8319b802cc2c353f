using Pipeline.Intake;

namespace Pipeline.Functions.Queues;

/// <summary>Texts for a message's headers.</summary>
public static class BrokerText
{
    /// <summary>The longest reason or description that Service Bus accepts for a dead letter.</summary>
    public const int MaxLength = 4_096;

    /// <summary>The text, cut to what the broker accepts.</summary>
    public static string Limit(string text) => OneLine.Cut(text, MaxLength);
}
