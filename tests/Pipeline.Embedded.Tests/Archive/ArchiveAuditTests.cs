using Pipeline.Embedded.Archive;
using Pipeline.Sqlite;
using static Pipeline.Embedded.Tests.Archive.ArchiveBench;

namespace Pipeline.Embedded.Tests.Archive;

/// <summary>Whatever is wrong with the archive is told as a finding.</summary>
public sealed class ArchiveAuditTests : IAsyncLifetime
{
    private readonly ArchiveBench _bench = new();

    private string FileName => Directory.GetFiles(_bench.Archive).Single();

    public async Task InitializeAsync()
    {
        await _bench.LiveAsync([Kind.Confirmed, Kind.Declined, .. Enumerable.Repeat(Kind.Confirmed, 120)], others: 40);
        await _bench.ArchiveAsync();
        Assert.True(_bench.Audit().Balanced, string.Join('\n', _bench.Audit().Checks));
        Assert.InRange(_bench.Pieces().Count, 2, 100);
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void File_that_is_shorter_than_recorded_is_found()
    {
        using (var file = File.OpenWrite(FileName))
        {
            file.SetLength(file.Length - 1);
        }

        AssertFinds("storage-is-sound", "is damaged in the piece at byte");
    }

    [Fact]
    public void File_that_is_gone_is_found()
    {
        File.Delete(FileName);

        AssertFinds("storage-is-sound", "there is no such file");
    }

    [Fact]
    public void Damaged_piece_is_found_and_the_others_are_read()
    {
        var piece = _bench.Pieces()[0];
        var bytes = File.ReadAllBytes(FileName);
        bytes[piece.Length / 2] ^= 0xFF;
        File.WriteAllBytes(FileName, bytes);

        AssertFinds("storage-is-sound", "1 problems: archive/");
        AssertFinds("log-is-whole", "gap before position");
    }

    [Fact]
    public void Event_that_is_not_what_was_written_is_found()
    {
        var events = ArchiveFile.Read(_bench.Archive, _bench.Pieces()[0]);
        var json = events[0].Json.ToArray();
        json[json.AsSpan().IndexOf("2026"u8) + 3] = (byte)'5';
        var piece = ArchiveFile.Append(new DiskFiles(), _bench.Archive, "changed", 0, [events[0] with { Json = json }, .. events.Skip(1)]);
        _bench.Sql($"UPDATE archives SET file = 'changed', start = 0, length = {piece.Length} WHERE id = 1");

        AssertFinds("events-match-their-checksums", "events are not what was written, at position");
    }

    [Fact]
    public void Event_that_is_in_the_log_as_well_is_found()
    {
        var archived = ArchiveFile.Read(_bench.Archive, _bench.Pieces()[0])[0];
        _bench.Sql(
            "INSERT INTO events (position, type, subject, event) "
            + $"VALUES ({archived.Position}, 'x', 'x', x'{Convert.ToHexString(archived.Json.Span)}')");

        AssertFinds("log-is-whole", "in the archive and in the log, at position");
    }

    [Fact]
    public void Piece_that_counts_twice_is_found()
    {
        var piece = _bench.Pieces()[0];
        File.Copy(FileName, Path.Combine(_bench.Archive, "copy"));
        _bench.Sql($"INSERT INTO archives (file, start, length, events) VALUES ('copy', 0, {piece.Length}, {piece.Events})");

        AssertFinds("log-is-whole", "in the archive twice, at position");
    }

    [Fact]
    public void What_lies_behind_the_pieces_is_no_finding()
    {
        using (var file = new FileStream(FileName, FileMode.Append))
        {
            file.Write("left by a kill"u8);
        }

        Assert.True(_bench.Audit().Balanced);
    }

    private void AssertFinds(string check, string what)
    {
        var found = Assert.Single(_bench.Audit().Checks, one => one.Name == check);
        Assert.False(found.Ok);
        Assert.Contains(what, found.Detail, StringComparison.Ordinal);
    }
}
