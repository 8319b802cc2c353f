namespace Microsoft.DurableTask;

/// <summary>Stand-in: options of a call; the pipeline's retries are the saga's own, so it passes none.</summary>
public record TaskOptions
{
    public IDictionary<string, string>? Tags { get; init; }
}
