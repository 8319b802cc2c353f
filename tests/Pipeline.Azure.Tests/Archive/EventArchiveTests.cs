using System.Text;
using Azure.Messaging;
using Pipeline.Azure.Archive;
using Pipeline.Azure.Tests.Blobs;
using Pipeline.Events;
using Pipeline.Reactions;

namespace Pipeline.Azure.Tests.Archive;

public sealed class EventArchiveTests(Azurite azurite) : BlobTest(azurite)
{
    private static readonly DateTimeOffset Ten = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [AzuriteFact]
    public async Task Event_is_kept_once_in_its_hour_and_whole()
    {
        var cloudEvent = Event("1", Ten);

        await Get<EventArchive>().KeepAsync(cloudEvent, default);
        await Get<EventArchive>().KeepAsync(cloudEvent, default);

        var name = Assert.Single(await NamesAsync("archive"));
        Assert.Matches("^2026/03/04/10/[0-9a-f]{32}\\.json$", name);
        Assert.Equal(CloudEvents.ToJson(cloudEvent), Encoding.UTF8.GetBytes(await TextAsync("archive", name)));
    }

    [AzuriteFact]
    public async Task Events_of_a_time_range_are_read_in_their_order()
    {
        foreach (var minute in new[] { 125, 30, -1, 59, 60, 0, 120 })
        {
            await Get<EventArchive>().KeepAsync(Event($"at {minute}", Ten.AddMinutes(minute)), default);
        }

        Assert.Equal(["at 0", "at 30", "at 59", "at 60"], await ReadAsync(Ten, Ten.AddHours(2)));
        Assert.Equal(["at 30"], await ReadAsync(Ten.AddMinutes(1), Ten.AddMinutes(59)));
    }

    [AzuriteFact]
    public async Task Nothing_is_read_when_nothing_was_kept() => Assert.Empty(await ReadAsync(Ten, Ten.AddHours(1)));

    [AzuriteFact]
    public async Task Queue_of_the_archive_keeps_what_it_is_given()
    {
        var reaction = Get<IReaction>();

        var reacted = await reaction.ReactAsync(Event("1", Ten), default);

        Assert.Equal("archive-events", reaction.Queue);
        Assert.True(reacted.TryGet(out var effects, out _));
        Assert.Empty(effects);
        Assert.Single(await NamesAsync("archive"));
    }

    [Fact]
    public void Path_distinguishes_sources_and_ids_and_allows_an_event_without_a_time()
    {
        var cloudEvent = new CloudEvent("/a", "t", null) { Id = "1", Time = null };

        Assert.StartsWith("undated/", ArchivePath.Of(cloudEvent), StringComparison.Ordinal);
        Assert.NotEqual(ArchivePath.Of(cloudEvent), ArchivePath.Of(new CloudEvent("/b", "t", null) { Id = "1", Time = null }));
        Assert.NotEqual(ArchivePath.Of(cloudEvent), ArchivePath.Of(new CloudEvent("/a", "t", null) { Id = "2", Time = null }));
    }

    private async Task<List<string>> ReadAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var ids = new List<string>();
        await foreach (var cloudEvent in Get<EventArchive>().ReadAsync(from, to, default))
        {
            ids.Add(cloudEvent.Id);
        }

        return ids;
    }

    private static CloudEvent Event(string id, DateTimeOffset time) =>
        CloudEvents.Create(new LogLine("info", "a line", "tests"), "/tests", "log", id, time, Trace.None);
}
