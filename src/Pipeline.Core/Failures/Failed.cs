namespace Pipeline.Failures;

/// <summary>Turns exceptions into failures; the only place that does.</summary>
public static class Failed
{
    /// <summary>
    /// The failure that an exception stands for. An unclassified exception counts as transient: retrying and then dead-lettering loses
    /// nothing, whereas giving up at once might.
    /// </summary>
    public static Failure From(Exception error) => error switch
    {
        FailureException known => known.Failure,
        OperationCanceledException or TimeoutException => new Transient("timed-out", error.Message),
        HttpRequestException http => new Transient("unreachable", http.Message),
        _ => new Transient("unexpected", $"{error.GetType().Name}: {error.Message}"),
    };
}
