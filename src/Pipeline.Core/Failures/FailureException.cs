namespace Pipeline.Failures;

/// <summary>
/// Carries a <see cref="Failure"/> through code whose signature has no room for it, such as a port that cannot reach its store.
/// </summary>
public class FailureException : Exception
{
    public FailureException(Failure failure)
        : base($"{failure.Code}: {failure.Detail}") => Failure = failure;

    public FailureException(Failure failure, Exception? inner)
        : base($"{failure.Code}: {failure.Detail}", inner) => Failure = failure;

    public Failure Failure { get; }
}
