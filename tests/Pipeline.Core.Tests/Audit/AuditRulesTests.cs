using Pipeline.Audit;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Core.Tests.Audit;

public sealed class AuditRulesTests
{
    /// <summary>A snapshot in which every check finds something.</summary>
    private static readonly AuditSnapshot Wrong = new()
    {
        Storage = new StoredFiles(["row 5 missing from index events_stream"], Altered: [3], Verified: 4, WithoutChecksum: 0),
        Log = Log(),
        Accepted = 9,
        Orders = [],
        Sagas = [new StoredSaga("welcome-u-1", WelcomeWorkflow.Name, SagaPhase.Running)],
        Views = [],
        Stock = [new StoredStock("SKU-1", OnHand: 1, Reserved: 1, Received: 3)],
        Reservations = [new StoredReservation("01990000-0000-7000-8000-00000000ffff", ReservationStatus.Held, [])],
        Queues = [new QueueProgress("order-saga", Handled: 0, InFlight: true, Position: 0)],
        Retries = ["order-saga (busy)"],
        DeadLetters = [new StoredDeadLetter("1", "order-saga", "busy", DeadLetterStatus.Open)],
        Counters = new Dictionary<string, long> { ["log.lines.info"] = 7 },
        Mails = new HashSet<string> { "stray" },
        NameOfMail = id => id,
        Ledger = new Dictionary<string, LedgerEntry> { ["pi_other"] = new(1, 0) },
        Parcels = new HashSet<string> { "no-order" },
        Clients = new ClientRecord(new HashSet<string> { "lost-order" }, Events: 8),
    };

    [Fact]
    public void Report_is_the_same_when_the_same_snapshot_is_audited_again()
    {
        var first = AuditRules.Run(Wrong);
        Assert.All(first.Checks, check => Assert.False(check.Ok, check.Name));

        var again = AuditRules.Run(Wrong);

        Assert.Equal(first.Checks, again.Checks);
    }

    [Fact]
    public void Report_has_every_check_that_there_is()
    {
        var checks = typeof(AuditRules).Assembly.GetTypes()
            .Where(type => type.IsClass && type.GetInterfaces().Any(one => one.Name == "IAuditCheck"));

        Assert.Equal(checks.Count(), AuditRules.Run(Wrong).Checks.Select(check => check.Name).Distinct().Count());
    }

    // An unreadable event, a paid order that was never confirmed, a line that was not counted, and an alert without its reading.
    private static LogTally Log()
    {
        IEvent[] events =
        [
            Some.Placed(), Some.Requested(), Some.Captured(), new LogLine("info", "a line"),
            new SensorThresholdExceeded("s-1", "temperature", 41, 40),
        ];
        var log = new LogTally();
        foreach (var json in events.Select(data => CloudEvents.ToJson(Some.Event(data))).Append("{}"u8.ToArray()))
        {
            log.Add(log.Head + 1, json);
        }

        return log;
    }
}
