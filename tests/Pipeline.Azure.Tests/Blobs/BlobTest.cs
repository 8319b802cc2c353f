using Azure.Messaging;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Pipeline.Azure.Blobs;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Blobs;

/// <summary>Everything that <see cref="AzureServices.AddBlobs"/> registers, on an empty Azurite.</summary>
[Collection(AzuriteGroup.Name)]
public abstract class BlobTest(Azurite azurite) : IAsyncLifetime
{
    private ServiceProvider? _services;

    protected Mock<IDeadLetters> DeadLetters { get; } = new();

    protected List<(string Queue, CloudEvent Event, Failure Failure)> Kept { get; } = [];

    protected BlobServiceClient Client => Get<BlobServiceClient>();

    public async Task InitializeAsync()
    {
        DeadLetters
            .Setup(deadLetters => deadLetters.AddAsync(
                It.IsAny<string>(), It.IsAny<CloudEvent>(), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .Callback((string queue, CloudEvent cloudEvent, Failure failure, CancellationToken _) => Kept.Add((queue, cloudEvent, failure)))
            .Returns(Task.CompletedTask);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Blobs", azurite.ConnectionString)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<TimeProvider>(new VirtualTime())
            .AddSingleton(DeadLetters.Object)
            .AddBlobs(configuration)
            .BuildServiceProvider();
        if (Azurite.WhyAbsent is not null)
        {
            return;
        }

        foreach (var container in new[] { BlobContainers.Undelivered, BlobContainers.Archive, BlobContainers.Emails })
        {
            await Client.GetBlobContainerClient(container).DeleteIfExistsAsync();
        }
    }

    public async Task DisposeAsync() => await _services!.DisposeAsync();

    protected T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    protected async Task<List<string>> NamesAsync(string container)
    {
        var names = new List<string>();
        await foreach (var blob in Client.GetBlobContainerClient(container).GetBlobsAsync())
        {
            names.Add(blob.Name);
        }

        return names;
    }

    protected async Task<string> TextAsync(string container, string name)
    {
        var blob = await Client.GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync();
        return blob.Value.Content.ToString();
    }
}
