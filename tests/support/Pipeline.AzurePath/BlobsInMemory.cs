using System.Collections.Concurrent;
using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Pipeline.AzurePath;

/// <summary>A blob service that knows how to create a blob once, for the real client.</summary>
public sealed class BlobsInMemory : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    /// <summary>The paths of all blobs.</summary>
    public ICollection<string> Paths => _blobs.Keys;

    public BlobServiceClient CreateClient() => new(
        new Uri("https://blobs.memory/"),
        new BlobClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false)),
            Retry = { MaxRetries = 0 }
        });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal(HttpMethod.Put, request.Method);
        var content = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var isNew = _blobs.TryAdd(request.RequestUri!.AbsolutePath, content);
        var response =
            new HttpResponseMessage(isNew ? HttpStatusCode.Created : HttpStatusCode.Conflict) { Content = new ByteArrayContent([]) };
        response.Headers.TryAddWithoutValidation("ETag", "\"1\"");
        response.Content.Headers.TryAddWithoutValidation("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
        if (!isNew)
        {
            response.Headers.Add("x-ms-error-code", "BlobAlreadyExists");
        }

        return response;
    }
}
