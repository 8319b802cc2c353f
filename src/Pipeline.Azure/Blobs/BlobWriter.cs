using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Failures;

namespace Pipeline.Azure.Blobs;

/// <summary>Writes blobs that are created once and never changed.</summary>
public sealed class BlobWriter(BlobServiceClient blobs)
{
    /// <summary>Creates a blob in one piece; false when it exists already, which leaves it unchanged.</summary>
    /// <exception cref="FailureException"><see cref="Transient"/>: the blob may not exist; write again.</exception>
    public async Task<bool> CreateAsync(string container, string name, BinaryData content, string type, CancellationToken cancellation)
    {
        var target = blobs.GetBlobContainerClient(container);
        try
        {
            return await TryCreateAsync(target, name, content, type, cancellation)
                ?? await CreateWithContainerAsync(target, name, content, type, cancellation);
        }
        catch (Exception error) when (BlobFailure.Is(error))
        {
            throw BlobFailure.Of(error, $"Writing {container}/{name}");
        }
    }

    // Needed only where the Bicep has not created the containers, such as on a new emulator.
    private static async Task<bool> CreateWithContainerAsync(
        BlobContainerClient target, string name, BinaryData content, string type, CancellationToken cancellation)
    {
        await target.CreateIfNotExistsAsync(cancellationToken: cancellation);
        return await TryCreateAsync(target, name, content, type, cancellation)
            ?? throw new RequestFailedException(404, "The container was created and is gone.", $"{BlobErrorCode.ContainerNotFound}", null);
    }

    // Null when the container is missing.
    private static async Task<bool?> TryCreateAsync(
        BlobContainerClient target, string name, BinaryData content, string type, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = type },
        };
        try
        {
            await target.GetBlobClient(name).UploadAsync(content, options, cancellation);
            return true;
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return false;
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return null;
        }
    }
}

/// <summary>The pipeline's containers in Blob Storage; the Bicep creates the same ones.</summary>
internal static class BlobContainers
{
    /// <summary>Event Grid's dead-letter destination: events that it could not deliver.</summary>
    public const string Undelivered = "undelivered";

    /// <summary>Every event, for replays.</summary>
    public const string Archive = "archive";

    /// <summary>E-mails, in place of a mail provider.</summary>
    public const string Emails = "emails";
}

/// <summary>Turns the SDK's exceptions into failures. All are transient: whatever the cause, trying again loses nothing.</summary>
internal static class BlobFailure
{
    /// <summary>Whether the SDK throws this for a failed call; several failed attempts arrive as an aggregate.</summary>
    public static bool Is(Exception error) =>
        error is RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException
        || (error is AggregateException several && several.InnerExceptions.All(Is));

    public static FailureException Of(Exception error, string what)
    {
        var failure = new Transient("blobs-unavailable", $"{what} could not be done in Blob Storage: {Reason(error)}");
        return new FailureException(failure with { IsOutage = IsOutage(error) }, error);
    }

    // Any other answer may be about this one blob.
    private static bool IsOutage(Exception error) => error switch
    {
        RequestFailedException { Status: var status } => status is 0 or 401 or 403 or 408 or 429 or >= 500,
        AggregateException several => IsOutage(several.InnerExceptions[^1]),
        _ => true,
    };

    private static string Reason(Exception error) => error switch
    {
        RequestFailedException { Status: > 0 } answer => $"{answer.Status} {answer.ErrorCode}",
        AggregateException several => Reason(several.InnerExceptions[^1]),
        _ => error.Message,
    };
}

/// <summary>Where Blob Storage is: <c>Blobs__serviceUri</c>, by identity, or <c>Blobs</c>, a connection string.</summary>
internal sealed record BlobOptions
{
    /// <summary>The account's blob endpoint, accessed by identity.</summary>
    public string ServiceUri { get; set; } = "";

    /// <summary>A connection string, such as Azurite's; it takes precedence.</summary>
    public string ConnectionString { get; set; } = "";
}
