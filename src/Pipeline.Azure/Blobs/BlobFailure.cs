using Azure;
using Azure.Identity;
using Pipeline.Failures;

namespace Pipeline.Azure.Blobs;

/// <summary>Says what it means that Blob Storage could not be used: whatever the cause, nothing is lost by trying again.</summary>
internal static class BlobFailure
{
    /// <summary>Whether the exception is one of the SDK's for a call that did not work; several failed tries are an aggregate.</summary>
    public static bool Is(Exception error) =>
        error is RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException
        || (error is AggregateException several && several.InnerExceptions.All(Is));

    public static FailureException Of(Exception error, string what) => new(
        new Transient("blobs-unavailable", $"{what} could not be done in Blob Storage: {Reason(error)}"), error);

    private static string Reason(Exception error) => error switch
    {
        RequestFailedException { Status: > 0 } answer => $"{answer.Status} {answer.ErrorCode}",
        AggregateException several => Reason(several.InnerExceptions[^1]),
        _ => error.Message,
    };
}
