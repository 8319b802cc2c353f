namespace Microsoft.DurableTask;

/// <summary>Stand-in: why a task failed.</summary>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception) => new(
        exception.GetType().ToString(),
        exception.Message,
        exception.StackTrace,
        exception.InnerException is { } inner ? FromException(inner) : null,
        null);

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
