using System.Text.Json;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Simulation;

namespace Pipeline.Standalone.Demo;

/// <summary>What the demo does, decided by its seed before it starts.</summary>
internal static class DemoPlan
{
    private const double SoldOutRate = 0.01;

    private static readonly string[] Currencies = ["USD", "EUR", "GBP", "JPY"];

    /// <summary>Orders that time out come first: their seconds of waiting then overlap with the rest of the run.</summary>
    public static IReadOnlyList<DemoOrder> Orders(DemoOptions demo)
    {
        var dice = new DemoDice(demo.Seed);
        var simulator = DemoWorld.Simulator(demo);
        var orders = Enumerable.Range(1, demo.Orders).Select(index => Order(demo, dice, simulator, index));
        return [.. orders.OrderBy(order => !order.WaitsForTimeout)];
    }

    /// <summary>Sign-ups, readings and log lines: one for every five orders.</summary>
    public static IReadOnlyList<DemoEvent> Events(DemoOptions demo, string run, DateTimeOffset now)
    {
        var dice = new DemoDice(demo.Seed);
        return [.. Enumerable.Range(1, demo.Orders / 5).Select(index => new DemoEvent(
            DemoEvents.Write(dice, run, index, now), PostTwice: dice.Share("event-twice", index) < demo.Duplicate))];
    }

    private static DemoOrder Order(DemoOptions demo, DemoDice dice, SimulatorOptions simulator, int index)
    {
        var customerId = $"c-{index}";
        var outcome = PaymentRules.Of(simulator, customerId).Outcome;
        var soldOut = dice.Share("sold-out", index) < SoldOutRate;
        var cancel = outcome == PaymentOutcome.Held || (outcome == PaymentOutcome.Late && dice.Share("cancel", index) < 0.5);
        return new DemoOrder(
            index,
            Body(dice, customerId, index, soldOut),
            PostTwice: dice.Share("order-twice", index) < demo.Duplicate,
            Cancel: cancel && !soldOut,
            WaitsForTimeout: outcome == PaymentOutcome.Late && !cancel && !soldOut);
    }

    private static byte[] Body(DemoDice dice, string customerId, int index, bool soldOut)
    {
        var lines = Enumerable.Range(0, dice.Number("lines", index, 1, 4)).Select(line => new OrderLine(
            dice.Choose($"sku-{line}", index, DemoWorld.Skus),
            dice.Number($"quantity-{line}", index, 1, 4),
            dice.Number($"price-{line}", index, 100, 5_000))).ToArray();
        lines[0] = soldOut ? lines[0] with { Sku = DemoWorld.SoldOutSku } : lines[0];
        var currency = dice.Choose("currency", index, Currencies);
        var tax = dice.Number("tax", index, 0, 900);
        var order = new PlaceOrder(customerId, $"{customerId}@example.com", currency, lines, tax, ShippingFee: 500);
        return JsonSerializer.SerializeToUtf8Bytes(order, DemoJson.Default.PlaceOrder);
    }
}

/// <summary>The options of the demo.</summary>
internal sealed record DemoOptions(int Orders, long Seed, double Decline, double Duplicate);

/// <summary>One order of the demo.</summary>
/// <param name="Index">Its number; its customer is <c>c-number</c>.</param>
/// <param name="Body">The body of its POST.</param>
/// <param name="PostTwice">Whether it is sent twice, with the same Idempotency-Key.</param>
/// <param name="Cancel">Whether its customer cancels it while the payment is held.</param>
/// <param name="WaitsForTimeout">Whether its payment settles only after the pipeline has given up on it.</param>
internal sealed record DemoOrder(int Index, byte[] Body, bool PostTwice, bool Cancel, bool WaitsForTimeout);
