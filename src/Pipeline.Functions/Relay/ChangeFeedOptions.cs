namespace Pipeline.Functions.Relay;

/// <summary>The change feeds' leases.</summary>
public sealed record ChangeFeedOptions
{
    /// <summary>
    /// What this deployment's leases begin with (setting <c>LeasePrefix</c>): a run on somebody's machine reads the feed beside the one
    /// on Azure, instead of taking its share away.
    /// </summary>
    public string LeasePrefix { get; set; } = "";

    /// <summary>The prefix of the leases of one container's feed, as the triggers have it.</summary>
    public string PrefixOf(string container) => $"{LeasePrefix}-{container}";
}
