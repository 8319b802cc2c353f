using Pipeline.Audit;
using Pipeline.Embedded.Archive;
using Pipeline.Sqlite;
using Pipeline.Testing;
using static Pipeline.Embedded.Tests.Archive.ArchiveBench;

namespace Pipeline.Embedded.Tests.Archive;

/// <summary>
/// Archives orders in mixed states while the process is killed at every step of the procedure: the audit says after each what it said
/// before, log and archive have each event once, byte for byte, and what is not settled stays.
/// </summary>
public sealed class ArchiverKillTests : IDisposable
{
    private readonly ArchiveBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_event_is_kept_once_and_the_books_stay_as_they_were_when_the_process_is_killed(int seed)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<Kind>();
        await _bench.LiveAsync([.. kinds, .. Enumerable.Range(0, 220).Select(_ => kinds[random.Next(kinds.Length)])], others: 400);
        var (before, events) = (Told(_bench.Audit()), _bench.Everything());
        var open = _bench.Count("SELECT count(*) FROM orders") - _bench.Of(Settled).Count();

        Assert.Equal(
            ["money-is-conserved", "no-dead-letters", "orders-are-terminal", "queues-are-drained", "sagas-agree"],
            before.Where(check => check.Item2 != "ok").Select(check => check.Item1).Order());
        var torn = 0;
        for (var kill = 0; _bench.Of(Settled).Any(IsThere); kill++)
        {
            Assert.True(kill < 100, "It does not get on.");
            torn += await KilledAsync(step: (kill + 1) % 4, random) ? 1 : 0;
            Assert.Equal(before, Told(_bench.Audit()));
            Assert.Equal(events, _bench.Everything());
        }

        await _bench.ArchiveAsync();
        Assert.Equal(before, Told(_bench.Audit()));
        Assert.Equal(events, _bench.Everything());
        Assert.Equal(open, _bench.Count("SELECT count(*) FROM orders"));
        Assert.All(_bench.Of(Stays), id => Assert.True(IsThere(id)));
        Assert.InRange(torn, 2, 100);
        Assert.InRange(_bench.Pieces().Count, 2, 100);
        Assert.Equal(_bench.Archived().Count, _bench.Pieces().Sum(piece => piece.Events));
    }

    private static Kind[] Settled => [Kind.Confirmed, Kind.Declined, Kind.CancelledByCustomer, Kind.CapturedLate];

    private static Kind[] Stays => [Kind.Waiting, Kind.RefundFails, Kind.DeadLetter, Kind.DeadLetterOfPayment];

    // True when the end of a piece was left behind that no commit counts.
    private async Task<bool> KilledAsync(int step, Random random)
    {
        await using var engine = _bench.Build();
        switch (step)
        {
            case 0:
                // After some commits; what is written by then and not committed is a whole piece.
                var run = engine.Get<Archiver>().RunAsync();
                var enough = random.Next(3);
                await Eventually.TrueAsync(() => Task.FromResult(run.IsCompleted || engine.Get<Writer>().Commits >= enough));
                engine.Kill();
                await run;
                return false;
            case 1:
                engine.Kill();
                await engine.Get<Archiver>().RunAsync();
                return File.Exists(FileName) && new FileInfo(FileName).Length > End;
            case 2:
                engine.Kill();
                Directory.CreateDirectory(_bench.Archive);
                await using (var file = new FileStream(FileName, FileMode.Append))
                {
                    var tail = new byte[random.Next(1, 2_000)];
                    random.NextBytes(tail);
                    await file.WriteAsync(tail);
                }

                return true;
            default:
                engine.Kill();
                return false;
        }
    }

    private string FileName => Path.Combine(_bench.Archive, $"{_bench.World.Time.GetUtcNow():yyyy-MM}.ndjson.gz");

    private long End => _bench.Count("SELECT coalesce(max(start + length), 0) FROM archives");

    private bool IsThere(string orderId) => _bench.Read("SELECT order_id FROM orders", row => row.Text(0)).Contains(orderId);

    // What passes is described with counts of rows, which become fewer.
    private static IReadOnlyList<(string, string)> Told(AuditReport report) =>
        [.. report.Checks.Select(check => (check.Name, check.Ok ? "ok" : check.Detail))];
}
