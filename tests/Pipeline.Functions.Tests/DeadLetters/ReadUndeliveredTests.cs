using System.Diagnostics.Metrics;
using Azure;
using Azure.Messaging;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Pipeline.Azure.Undelivered;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Functions.DeadLetters;
using Pipeline.Functions.Tests.Queues;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.DeadLetters;

public sealed class ReadUndeliveredTests
{
    private const string Blob = "ORDER-SAGA/2026/1/2/3/a.json";
    private readonly Mock<BlobContainerClient> _container = new();

    [Fact]
    public async Task A_notice_makes_its_blob_be_read()
    {
        Blobs(new RequestFailedException(404, "It is gone.", BlobErrorCode.BlobNotFound.ToString(), null));

        await RunAsync(new { url = $"https://account.blob.example.com/undelivered/{Blob}" });

        _container.Verify(container => container.GetBlobClient(Blob));
    }

    // Event Grid delivers the notice again when the function fails.
    [Fact]
    public async Task A_blob_that_cannot_be_reached_fails_the_function()
    {
        Blobs(new RequestFailedException(503, "Busy.", "ServerBusy", null));

        await Assert.ThrowsAsync<FailureException>(() => RunAsync(new { url = $"https://account.blob.example.com/undelivered/{Blob}" }));
    }

    [Fact]
    public async Task A_notice_that_names_no_blob_fails_the_function() =>
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(new { api = "PutBlob" }));

    private void Blobs(RequestFailedException error)
    {
        var blob = new Mock<BlobClient>();
        blob.Setup(b => b.DownloadContentAsync(It.IsAny<CancellationToken>())).ThrowsAsync(error);
        _container.SetupGet(container => container.Name).Returns("undelivered");
        _container.SetupGet(container => container.Uri).Returns(new Uri("https://account.blob.example.com/undelivered"));
        _container.Setup(container => container.GetBlobClient(It.IsAny<string>())).Returns(blob.Object);
    }

    private async Task RunAsync(object data)
    {
        var blobs = new Mock<BlobServiceClient>();
        blobs.Setup(service => service.GetBlobContainerClient("undelivered")).Returns(_container.Object);
        await using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var reader = new UndeliveredReader(
            blobs.Object,
            Mock.Of<IDeadLetters>(),
            new UndeliveredMetrics(meters.GetRequiredService<IMeterFactory>()),
            new VirtualTime(Messages.Now),
            NullLogger<UndeliveredReader>.Instance);
        var notice = new CloudEvent(
            "/storage", "Microsoft.Storage.BlobCreated", BinaryData.FromObjectAsJson(data), "application/json", CloudEventDataFormat.Json);
        await new ReadUndelivered(reader).RunAsync(notice, CancellationToken.None);
    }
}
