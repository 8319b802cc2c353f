namespace Pipeline.Functions.Queues;

/// <summary>Texts that go into a message's headers.</summary>
public static class BrokerText
{
    /// <summary>What Service Bus takes as a dead letter's reason or description.</summary>
    public const int MaxLength = 4_096;

    /// <summary>The text, cut to what the broker takes.</summary>
    public static string Limit(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        // Half a surrogate pair is no text.
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..end];
    }
}
