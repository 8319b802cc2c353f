namespace Pipeline.Azure.Events;

/// <summary>Section <c>EventGrid</c>.</summary>
internal sealed record EventGridOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "EventGrid";

    /// <summary>The topic's endpoint; when none is set, events go straight to the queues.</summary>
    public Uri? TopicEndpoint { get; set; }

    /// <summary>The topic's access key; empty means by identity.</summary>
    public string Key { get; set; } = "";

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
