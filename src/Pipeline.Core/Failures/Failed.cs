namespace Pipeline.Failures;

/// <summary>Says what an exception means; the one place where exceptions become failures.</summary>
public static class Failed
{
    /// <summary>
    /// The failure that an exception stands for. What nobody classified counts as transient: retrying and then
    /// dead-lettering loses nothing, while giving up at once might.
    /// </summary>
    public static Failure From(Exception error) => error switch
    {
        FailureException known => known.Failure,
        OperationCanceledException or TimeoutException => new Transient("timed-out", error.Message),
        HttpRequestException http => new Transient("unreachable", http.Message),
        _ => new Transient("unexpected", $"{error.GetType().Name}: {error.Message}"),
    };
}
