using Azure.Storage.Blobs;
using Pipeline.Azure.Blobs;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Blobs;

public sealed class BlobWriterTests(Azurite azurite) : BlobTest(azurite)
{
    [AzuriteFact]
    public async Task Blob_is_created_once_and_stays_as_it_was()
    {
        var writer = Get<BlobWriter>();

        Assert.True(await writer.CreateAsync("emails", "a/b.eml", BinaryData.FromString("first"), "message/rfc822", default));
        Assert.False(await writer.CreateAsync("emails", "a/b.eml", BinaryData.FromString("second"), "message/rfc822", default));

        Assert.Equal("first", await TextAsync("emails", "a/b.eml"));
        var properties = await Client.GetBlobContainerClient("emails").GetBlobClient("a/b.eml").GetPropertiesAsync();
        Assert.Equal("message/rfc822", properties.Value.ContentType);
    }

    [AzuriteFact]
    public async Task Blob_is_created_once_when_many_try()
    {
        var writer = Get<BlobWriter>();

        var created = await Rivals.RunAsync(
            8, number => writer.CreateAsync("emails", "one", BinaryData.FromString($"{number}"), "text/plain", default));

        Assert.Single(created, true);
        Assert.Equal(7, created.Count(one => !one));
        Assert.Equal($"{Array.IndexOf(created, true)}", await TextAsync("emails", "one"));
    }

    [Fact]
    public async Task Failure_is_transient_when_the_service_cannot_be_reached()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };
        var nobody = new BlobServiceClient(
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:1/a;", options);

        var error = await Assert.ThrowsAsync<FailureException>(
            () => new BlobWriter(nobody).CreateAsync("emails", "a", BinaryData.FromString("a"), "text/plain", default));

        var failure = Assert.IsType<Transient>(error.Failure);
        Assert.Equal(("blobs-unavailable", true), (failure.Code, failure.IsOutage));
        Assert.Contains("emails/a", error.Failure.Detail, StringComparison.Ordinal);
    }
}
