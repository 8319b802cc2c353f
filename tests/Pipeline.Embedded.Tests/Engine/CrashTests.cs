using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Embedded.Log;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Engine;

/// <summary>Kills the engine again and again while orders go through: each order ends, and the audit passes.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Orders = 300;
    private const int Crashes = 6;
    private const long Stock = 400;

    private readonly TempFolder _folder = new();
    private readonly World _world = new();
    private readonly ConcurrentDictionary<string, bool> _placed = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, LongForm.Number("PIPELINE_CRASH_SEEDS", 2))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_order_ends_and_the_stock_is_conserved_when_the_process_is_killed_at_random(int seed)
    {
        var random = new Random(seed);
        _world.Payments.OnRequest = PayAsync;
        var engines = new List<TestEngine>();
        var interrupted = 0;
        for (var crash = 0; crash < Crashes; crash++)
        {
            engines.Add(await StartAsync());
            var (first, before) = (crash * Orders / Crashes, _placed.Count);
            var placing = Task.WhenAll(Enumerable.Range(first, Orders / Crashes).Select(number => PlaceAsync(engines[^1], number)));
            // Relative to what is placed by now: orders refused by an earlier kill are never placed.
            var enough = before + random.Next(Orders / Crashes);
            await _world.AdvanceUntilAsync(TimeSpan.FromMilliseconds(200), () => Task.FromResult(_placed.Count >= enough));
            engines[^1].Kill();
            await placing;
            interrupted += await IsDoneAsync(engines[^1]) ? 0 : 1;
        }

        await using (var last = await StartAsync())
        {
            Assert.InRange(interrupted, Crashes / 2, Crashes);
            await _world.AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), async () => await IsDoneAsync(last));
            await AssertAuditPassesAsync(last);
        }

        await Task.WhenAll(engines.Select(engine => engine.DisposeAsync().AsTask()));
    }

    private Task<TestEngine> StartAsync() => TestEngine.StartAsync(
        _folder.Path, _world, services => services.Configure<InventoryOptions>(options => options.InitialStock = Stock));

    // One in five is declined, one in seven is reported twice; the others are captured once.
    private async Task PayAsync(IServiceProvider services, PaymentRequest request)
    {
        var kind = Convert.ToInt32(request.OrderId[^4..], 16);
        if (kind % 5 == 0)
        {
            var failed = new RecordEvent(Some.Failed("pi_" + request.OrderId));
            await services.GetRequiredService<OrderService>().ExecuteAsync(request.OrderId, failed, Trace.None, default);
            return;
        }

        await World.CaptureAsync(services, request.OrderId, "pi_" + request.OrderId);
        if (kind % 7 == 0)
        {
            await World.CaptureAsync(services, request.OrderId, "pi_" + request.OrderId);
        }
    }

    // An order counts as placed when its client was told so.
    private async Task PlaceAsync(TestEngine engine, int number)
    {
        var id = SequentialIds.At(number + 1);
        try
        {
            await Task.Yield();
            await engine.Get<OrderService>().ExecuteAsync(
                id, Some.PlaceOrder(new OrderLine($"SKU-{number % 3}", 2, 1250)), Trace.None, default);
            _placed[id] = true;
        }
        catch (FailureException error) when (error.Failure is Transient)
        {
            // Killed before it was accepted.
        }
    }

    private static async Task<bool> IsDoneAsync(TestEngine engine)
    {
        var stats = await engine.StatsAsync();
        return stats.Sagas.Active == 0 && stats.Queues.All(queue => queue is { Lag: 0, InFlight: 0, Retrying: 0 });
    }

    private async Task AssertAuditPassesAsync(TestEngine engine)
    {
        Assert.NotEmpty(_placed);
        var (confirmed, stats) = (0L, await engine.StatsAsync());
        foreach (var id in _placed.Keys)
        {
            var order = (await engine.Get<IOrderStore>().LoadAsync(id, default))!;
            Assert.True(order.Status.IsTerminal(), $"{id} is {order.Status}");
            Assert.Equal(order.Status == OrderStatus.Confirmed ? order.Total : 0, order.NetCaptured());
            Assert.Equal(OrderView.Of(order), await engine.Get<IOrderViews>().GetAsync(id, default));
            confirmed += order.Status == OrderStatus.Confirmed ? 1 : 0;
        }

        var stocks = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(number => engine.Get<IInventory>().GetAsync($"SKU-{number}", default)));
        Assert.Equal((confirmed * 2, 0), (stocks.Sum(stock => Stock - stock!.OnHand), stocks.Sum(stock => stock!.Reserved)));
        Assert.Equal((0, 0), (stats.OpenDeadLetters, stats.Sagas.NeedAttention));
        AssertEveryMailWasSent(engine.Get<EventLog>().Read(0, int.MaxValue));
    }

    private void AssertEveryMailWasSent(IReadOnlyList<LogEntry> log)
    {
        var placed = log.Where(entry => entry.Event.Is(EventTypes.OrderPlaced))
            .Select(entry => $"{entry.Event.Id}-send-order-confirmation");
        var shipped = log.Where(entry => entry.Event.Is(EventTypes.ShipmentScheduled)).Select(entry => $"{entry.Event.Id}-notify-shipment");

        Assert.Equal(placed.Concat(shipped).Order(), _world.Outbox.Sent.Select(mail => mail.Id).Distinct().Order());
    }
}
