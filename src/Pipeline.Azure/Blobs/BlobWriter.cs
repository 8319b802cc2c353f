using Azure;
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
