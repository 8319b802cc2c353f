using Azure.Messaging;
using Moq;
using Pipeline.Azure.Tests.Blobs;
using Pipeline.Azure.Undelivered;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Undelivered;

public sealed class UndeliveredReaderTests(Azurite azurite) : BlobTest(azurite)
{
    private const string Name = "ORDER-SAGA/2026/8/8/5/11111111-1111-1111-1111-111111111111.json";
    private const string Other = "ARCHIVE-EVENTS/2026/8/8/6/22222222-2222-2222-2222-222222222222.json";

    private UndeliveredReader Reader => Get<UndeliveredReader>();

    [AzuriteFact]
    public async Task Events_become_dead_letters_of_their_queue_and_the_blob_goes()
    {
        await WriteAsync(Name, UndeliveredJson.Of(Event("1"), Event("2")));

        Assert.True(await Reader.ReadAsync(Name, default));

        Assert.Equal([("order-saga", "1", "undelivered"), ("order-saga", "2", "undelivered")],
            Kept.Select(kept => (kept.Queue, kept.Event.Id, kept.Failure.Code)));
        Assert.Empty(await NamesAsync("undelivered"));
    }

    [AzuriteFact]
    public async Task Blob_is_found_by_its_url()
    {
        await WriteAsync(Name, UndeliveredJson.Of(Event("1")));

        Assert.True(await Reader.ReadAsync(Client.GetBlobContainerClient("undelivered").GetBlobClient(Name).Uri.ToString(), default));

        Assert.Single(Kept);
        Assert.Empty(await NamesAsync("undelivered"));
    }

    [AzuriteFact]
    public async Task Blob_of_another_container_is_refused()
    {
        var url = Client.GetBlobContainerClient("archive").GetBlobClient(Name).Uri.ToString();

        var error = await Assert.ThrowsAsync<FailureException>(() => Reader.ReadAsync(url, default));

        Assert.Equal("not-undelivered", Assert.IsType<Permanent>(error.Failure).Code);
    }

    [AzuriteFact]
    public async Task Missing_blob_counts_as_read()
    {
        Assert.True(await Reader.ReadAsync(Name, default));
        await WriteAsync(Other, UndeliveredJson.Of(Event("1")));

        Assert.True(await Reader.ReadAsync(Name, default));
        Assert.Empty(Kept);
    }

    [AzuriteFact]
    public async Task Blob_stays_when_an_event_cannot_be_kept_and_is_read_whole_the_next_time()
    {
        await WriteAsync(Name, UndeliveredJson.Of(Event("1"), Event("2")));
        DeadLetters
            .SetupSequence(deadLetters => deadLetters.AddAsync(
                "order-saga", It.Is<CloudEvent>(one => one.Id == "2"), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("store-down", "down")))
            .Returns(Task.CompletedTask);

        await Assert.ThrowsAsync<FailureException>(() => Reader.ReadAsync(Name, default));
        Assert.Equal([Name], await NamesAsync("undelivered"));

        Assert.True(await Reader.ReadAsync(Name, default));
        Assert.Empty(await NamesAsync("undelivered"));
        DeadLetters.Verify(deadLetters => deadLetters.AddAsync(
            "order-saga", It.Is<CloudEvent>(one => one.Id == "2"), It.IsAny<Failure>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [AzuriteFact]
    public async Task Unreadable_blob_stays_and_is_reported_when_the_others_are_read()
    {
        const string Unknown = "NOBODY/2026/8/8/5/33333333-3333-3333-3333-333333333333.json";
        await WriteAsync(Name, BinaryData.FromString("no json"));
        await WriteAsync(Unknown, UndeliveredJson.Of(Event("1")));
        await WriteAsync(Other, UndeliveredJson.Of(Event("2")));

        Assert.Equal(2, await Reader.ReadAllAsync(default));

        Assert.Equal([("archive-events", "2")], Kept.Select(kept => (kept.Queue, kept.Event.Id)));
        Assert.Equal([Unknown, Name], await NamesAsync("undelivered"));
        Assert.False(await Reader.ReadAsync(Name, default));
    }

    [AzuriteFact]
    public async Task Sweep_finds_nothing_when_there_is_no_container() => Assert.Equal(0, await Reader.ReadAllAsync(default));

    [AzuriteFact]
    public async Task Blob_that_changed_while_it_was_read_stays()
    {
        await WriteAsync(Name, UndeliveredJson.Of(Event("1")));
        DeadLetters
            .Setup(deadLetters => deadLetters.AddAsync(
                "order-saga", It.IsAny<CloudEvent>(), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .Returns(() => WriteAsync(Name, UndeliveredJson.Of(Event("2"))));

        var error = await Assert.ThrowsAsync<FailureException>(() => Reader.ReadAsync(Name, default));

        Assert.IsType<Transient>(error.Failure);
        Assert.Equal([Name], await NamesAsync("undelivered"));
    }

    private async Task WriteAsync(string name, BinaryData content)
    {
        var container = Client.GetBlobContainerClient("undelivered");
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient(name).UploadAsync(content, overwrite: true);
    }

    private static CloudEvent Event(string id) => Some.Event(Some.Captured(), id: id);
}
