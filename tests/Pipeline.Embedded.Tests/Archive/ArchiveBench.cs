using System.Collections.Concurrent;
using System.Text;
using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Audit;
using Pipeline.DeadLetters;
using Pipeline.Embedded.Archive;
using Pipeline.Embedded.Audit;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Archive;

/// <summary>A folder in which orders of every kind were worked off long ago, and engines on it that do nothing but archive.</summary>
internal sealed class ArchiveBench : IDisposable
{
    public static readonly TimeSpan After = TimeSpan.FromDays(10);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Kind> _kinds = new();

    public ArchiveBench() => World.Payments.OnRequest = PayAsync;

    /// <summary>How an order goes; the last four must stay.</summary>
    public enum Kind
    {
        Confirmed,
        Declined,
        CancelledByCustomer,
        CapturedLate,
        Waiting,
        RefundFails,
        DeadLetter,
        DeadLetterOfPayment,
    }

    public World World { get; } = new();

    public string Database => _folder.File("pipeline.db");

    public string Archive => ArchiveFolder.Of(Database);

    public IEnumerable<string> Of(params Kind[] kinds) => _kinds.Where(order => kinds.Contains(order.Value)).Select(order => order.Key);

    /// <summary>Places orders and publishes events, lets everything settle that will, and 40 days pass until one more.</summary>
    public async Task LiveAsync(IEnumerable<Kind> kinds, int others, TimeSpan? after = null)
    {
        await using var engine = await TestEngine.StartAsync(_folder.Path, World, services => Configure(services, after));
        await PlaceAsync(engine, kinds);
        await Task.WhenAll(Enumerable.Range(0, others).Select(number => PublishAsync(engine, number)));
        await SettleAsync(engine, besides: "WelcomeWorkflow");
        foreach (var id in Of(Kind.CapturedLate))
        {
            await World.CaptureAsync(engine.Get<IServiceProvider>(), id, "late_" + id);
        }

        foreach (var id in Of(Kind.DeadLetter, Kind.DeadLetterOfPayment))
        {
            await KeepDeadLetterAsync(engine, id);
        }

        await SettleAsync(engine, besides: "WelcomeWorkflow");
        // In two steps: what the first one rings is done, and dated, before the second.
        World.Time.Advance(TimeSpan.FromDays(4));
        await SettleAsync(engine);
        World.Time.Advance(TimeSpan.FromDays(36));
        await SettleAsync(engine);
        await Eventually.TrueAsync(() => Count("SELECT count(*) FROM inbox") == 0);
        // The end of the log stays, whatever it is.
        var last = Some.Event(new LogLine("info", "the last"), id: $"last-{World.Time.GetUtcNow():O}");
        Assert.True(await engine.Get<IEventIntake>().AcceptAsync(last, default));
        await SettleAsync(engine);
    }

    public async Task PlaceAsync(TestEngine engine, IEnumerable<Kind> kinds)
    {
        foreach (var kind in kinds)
        {
            var id = engine.Get<IIdGenerator>().Next();
            _kinds[id] = kind;
            Assert.Null((await engine.Get<OrderService>().ExecuteAsync(id, Some.PlaceOrder(), Trace.None, default)).Failure);
            if (kind == Kind.CancelledByCustomer)
            {
                await engine.Get<OrderService>().ExecuteAsync(id, new RequestCancel("Changed my mind."), Trace.None, default);
            }
        }
    }

    /// <summary>An engine that archives when it is told to; nothing else runs.</summary>
    public TestEngine Build(TimeSpan? after = null) =>
        TestEngine.Build(_folder.Path, World, services => Configure(services, after ?? After));

    public async Task ArchiveAsync()
    {
        await using var engine = Build();
        await engine.Get<Archiver>().RunAsync();
    }

    public AuditReport Audit() => AuditRules.Run(SqliteSnapshot.Read(Database, "nowhere") with
    {
        Mails = World.Outbox.Sent.Select(mail => mail.Id).ToHashSet(),
        NameOfMail = id => id,
    });

    /// <summary>Every event of log and archive: its position and bytes; one that is there twice is so here.</summary>
    public IReadOnlyList<(long Position, string Json)> Everything() => [.. Archived()
        .Concat(Read("SELECT position, event FROM events", row => (row.Number(0), Encoding.UTF8.GetString(row.Blob(1)))))
        .OrderBy(one => one.Item1)];

    public IReadOnlyList<(long Position, string Json)> Archived() => [.. Pieces()
        .SelectMany(piece => ArchiveFile.Read(Archive, piece))
        .Select(archived => (archived.Position, Encoding.UTF8.GetString(archived.Json.Span)))];

    public IReadOnlyList<ArchivePiece> Pieces() =>
        Read("SELECT file, start, length, events FROM archives ORDER BY id", ArchivePieces.Read);

    public long Count(string sql) => Read(sql, row => row.Number(0))[0];

    public List<T> Read<T>(string sql, Func<Statement, T> read)
    {
        using var connection = Connection.Open(Database, readOnly: true);
        return connection.Sql(sql).All(read);
    }

    public void Sql(string sql)
    {
        using var connection = Connection.Open(Database, readOnly: false);
        connection.Execute(sql);
    }

    public void Dispose() => _folder.Dispose();

    private static void Configure(IServiceCollection services, TimeSpan? after) => services
        .Configure<RetentionOptions>(retention => retention.After = after)
        .Configure<InventoryOptions>(inventory => inventory.InitialStock = 1_000)
        .Configure<PaymentOptions>(payments => payments.Timeout = TimeSpan.FromDays(365))
        .Configure<SensorOptions>(sensors => sensors.Thresholds["temperature"] = 40);

    private async Task PayAsync(IServiceProvider services, PaymentRequest request)
    {
        var (id, payment) = (request.OrderId, "pi_" + request.OrderId);
        switch (_kinds[id])
        {
            case Kind.Declined:
                await services.GetRequiredService<OrderService>().ExecuteAsync(
                    id, new RecordEvent(Some.Failed(payment)), Trace.None, default);
                break;
            case Kind.Waiting or Kind.CancelledByCustomer:
                break;
            case Kind.RefundFails:
                World.Payments.OnRefund = Refuse;
                await World.CaptureAsync(services, id, payment);
                await World.CaptureAsync(services, id, "second_" + id);
                break;
            default:
                await World.CaptureAsync(services, id, payment);
                break;
        }
    }

    private void Refuse(string payment)
    {
        if (_kinds[payment[(payment.IndexOf('_', StringComparison.Ordinal) + 1)..]] == Kind.RefundFails)
        {
            throw new FailureException(new Permanent("provider-refused", "The card is gone."));
        }
    }

    private static async Task PublishAsync(TestEngine engine, int number)
    {
        IEvent data = (number % 4) switch
        {
            0 => new LogLine("info", $"line {number}"),
            1 => new SensorReading($"s-{number % 3}", "temperature", 30 + (number % 20)),
            2 => new UserSignedUp($"u-{number / 8}", $"u-{number / 8}@example.com"),
            _ => new LogLine("error", "two\nlines"),
        };
        Assert.True(await engine.Get<IEventIntake>().AcceptAsync(
            Some.Event(data, subject: $"subject-{number % 7}", id: $"event-{number}"), default));
    }

    private Task SettleAsync(TestEngine engine, string besides = "") => World.AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), async () =>
        (await engine.StatsAsync()).Queues.All(queue => queue is { Lag: 0, InFlight: 0, Retrying: 0 })
        && Count("SELECT count(*) FROM orders WHERE order_id NOT IN (SELECT saga_id FROM sagas)") == 0
        && Count("SELECT count(*) FROM sagas WHERE phase IN ('running', 'compensating') AND definition <> '" + besides + "'")
            == Of(Kind.Waiting).Count());

    private async Task KeepDeadLetterAsync(TestEngine engine, string id)
    {
        var (queue, cloudEvent) = _kinds[id] == Kind.DeadLetter
            ? ("notify-shipment", await ShippedAsync(engine, id))
            : ("record-payment", Some.Event(Some.Captured("other_" + id, currency: "EUR"), subject: id, id: "webhook-" + id));
        await engine.Get<IDeadLetters>().AddAsync(queue, cloudEvent, new Permanent("a-test", "A person must look."), default);
    }

    private static async Task<CloudEvent> ShippedAsync(TestEngine engine, string id) =>
        (await engine.Get<IOrderStore>().ReadEventsAsync(id, default)).First(one => one.Is(EventTypes.ShipmentScheduled));
}
