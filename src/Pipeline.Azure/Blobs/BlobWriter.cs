using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Failures;

namespace Pipeline.Azure.Blobs;

/// <summary>Writes blobs that are written once and never changed.</summary>
public sealed class BlobWriter(BlobServiceClient blobs)
{
    /// <summary>Creates a blob, whole; one that is there stays as it is, and then this says false.</summary>
    /// <exception cref="FailureException"><see cref="Transient"/>: it may not be there, write again.</exception>
    public async Task<bool> CreateAsync(string container, string name, BinaryData content, string type, CancellationToken cancellation)
    {
        var target = blobs.GetBlobContainerClient(container);
        try
        {
            return await TryCreateAsync(target, name, content, type, cancellation)
                ?? await CreateBothAsync(target, name, content, type, cancellation);
        }
        catch (Exception error) when (BlobFailure.Is(error))
        {
            throw BlobFailure.Of(error, $"Writing {container}/{name}");
        }
    }

    // Only where no Bicep made the containers, such as on a new emulator.
    private static async Task<bool> CreateBothAsync(
        BlobContainerClient target, string name, BinaryData content, string type, CancellationToken cancellation)
    {
        await target.CreateIfNotExistsAsync(cancellationToken: cancellation);
        return await TryCreateAsync(target, name, content, type, cancellation)
            ?? throw new RequestFailedException(404, "The container was made and is gone.", $"{BlobErrorCode.ContainerNotFound}", null);
    }

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

/// <summary>The containers of the pipeline in Blob Storage; the Bicep makes the same ones.</summary>
internal static class BlobContainers
{
    /// <summary>Where Event Grid puts events that it could not deliver.</summary>
    public const string Undelivered = "undelivered";

    /// <summary>Every event, for replays.</summary>
    public const string Archive = "archive";

    /// <summary>E-mails, as long as no provider sends them.</summary>
    public const string Emails = "emails";
}

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

/// <summary>Where Blob Storage is: <c>Blobs__serviceUri</c>, by identity, or <c>Blobs</c>, a connection string.</summary>
internal sealed record BlobOptions
{
    /// <summary>The account's blob endpoint, taken by identity.</summary>
    public string ServiceUri { get; set; } = "";

    /// <summary>A connection string, such as that of Azurite; it goes first.</summary>
    public string ConnectionString { get; set; } = "";
}
