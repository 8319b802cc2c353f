using System.Globalization;
using static Pipeline.SimulatedDays.Days.PaymentStory;

namespace Pipeline.SimulatedDays.Days;

/// <summary>How much happens on a day.</summary>
/// <param name="Orders">Orders that are placed.</param>
/// <param name="Events">Other events from outside.</param>
/// <param name="Faults">Parts that fail for a while.</param>
/// <param name="Deaths">Ends of the process.</param>
/// <param name="Money">Whether payments take ways that the pipeline is known not to handle yet.</param>
/// <param name="IsFull">Whether every day has all of its faults and deaths; else some have half, or none.</param>
internal sealed record DaySize(
    int Orders = 120, int Events = 200, int Faults = 20, int Deaths = 10, bool Money = false, bool IsFull = false);

/// <summary>
/// Draws a day from a seed. Each seed has a mix of its own (a burst or a trickle, which faults there are at all, how deaths come), or
/// rare things would never meet.
/// </summary>
internal static class DayPlan
{
    private const int MaxBadRequests = 12;
    private const int MaxAtDeadLetters = 3;
    private static readonly PaymentStory[] Handled =
        [Captured, Captured, Captured, Early, Doubled, Reordered, AtTheLast, TooLate, Declined, DeclinedThenPaid, Never];
    private static readonly PaymentStory[] OfMoney = [ReportLost, InParts, RefundedByHand, RefundFails, Disputed];
    private static readonly Dictionary<Engine, FaultyPart[]> Parts = new()
    {
        [Engine.Embedded] = [FaultyPart.Provider, FaultyPart.Carrier, FaultyPart.Mail, FaultyPart.Store],
        [Engine.Azure] = Enum.GetValues<FaultyPart>(),
    };

    private static readonly DeathAim[] Aims = [DeathAim.Anywhere, DeathAim.Effect, DeathAim.Flush];

    private static readonly string[] Skus = ["SKU-1", "SKU-2", "SKU-3", "SKU-4", "SKU-5"];

    public static Day Draw(Engine engine, int seed, DaySize size)
    {
        var dice = new Random(seed);
        var length = Pick(dice, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10), TimeSpan.FromHours(2), TimeSpan.FromHours(16));
        var stories = Some(dice, size.Money ? [.. Handled, .. OfMoney] : Handled);
        var parts = Some(dice, Parts[engine]);
        var kinds = Some(dice, Enum.GetValues<FaultKind>());
        var deaths = Some(dice, Enum.GetValues<DeathKind>());
        var aims = Some(dice, Aims);
        // Soon, but not before a report that comes late: where a clock is wrong, providers are not believed for hours.
        TimeSpan? archive = dice.Next(3) == 0 ? TimeSpan.FromMinutes(dice.Next(60, 240)) : null;
        var entries = new List<DayEntry>();
        for (var number = 1; number <= size.Orders; number++)
        {
            entries.Add(new PlacedOrder(
                When(), dice.Next(), number, Pick(dice, Skus), dice.Next(1, 4), Pick(dice, stories)));
            if (dice.Next(10) == 0)
            {
                entries.Add(new Cancellation(
                    entries[^1].At + (dice.NextDouble() * TimeSpan.FromMinutes(20)), dice.Next(), number));
            }
        }

        for (var number = 1; number <= size.Events; number++)
        {
            entries.Add(Event(dice, number, When()));
        }

        for (var left = HowMany(size.Faults); left > 0; left--)
        {
            var howLong = Pick(dice, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(3)) * dice.NextDouble();
            entries.Add(new Fault(When(), dice.Next(), Pick(dice, parts), Pick(dice, kinds), howLong, dice.Next(5, 101)));
        }

        for (var left = HowMany(size.Deaths); left > 0; left--)
        {
            var away = Pick(dice, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)) * dice.NextDouble();
            var aim = Pick(dice, aims);
            entries.Add(new Death(When(), dice.Next(), Pick(dice, deaths), aim, dice.Next(aim == DeathAim.Anywhere ? 400 : 20), away));
        }

        for (var left = dice.Next(MaxBadRequests); left > 0; left--)
        {
            entries.Add(new BadRequest(
                When(), dice.Next(), Pick(dice, Enum.GetValues<BadRequestKind>()), dice.Next(1, Math.Max(2, size.Orders))));
        }

        for (var left = archive is null ? dice.Next(3) : 0; left > 0; left--)
        {
            entries.Add(new ClockJump(When(), dice.Next(), (dice.NextDouble() - 0.5) * TimeSpan.FromHours(2)));
        }

        for (var left = dice.Next(8); left > 0; left--)
        {
            entries.Add(new OperatorRound(When(), dice.Next()));
        }

        // Drawn last, so that the rest of a day is what it is without them.
        for (var left = engine == Engine.Azure ? dice.Next(Math.Min(MaxAtDeadLetters, size.Deaths) + 1) : 0; left > 0; left--)
        {
            // Most dead letters are mails that are refused.
            var at = When();
            entries.Add(new Fault(
                at, dice.Next(), FaultyPart.Mail, FaultKind.Wrong, dice.NextDouble() * TimeSpan.FromMinutes(3), dice.Next(20, 101)));
            entries.Add(new Death(
                at, dice.Next(), DeathKind.PowerLoss, DeathAim.DeadLetter, After: 1, dice.NextDouble() * TimeSpan.FromMinutes(1)));
        }

        return new Day(engine, seed, archive, [.. entries.OrderBy(entry => entry.At)]);

        TimeSpan When() => dice.NextDouble() * length;

        int HowMany(int most) => Pick(dice, 0, most / 2, most, most) is var drawn && size.IsFull ? most : drawn;
    }

    private static OutsideEvent Event(Random dice, int number, TimeSpan at)
    {
        var (type, subject, data) = dice.Next(3) switch
        {
            0 => ("user.signed-up", $"user-{number}", $$"""{"userId":"user-{{number}}","email":"user-{{number}}@example.com"}"""),
            1 => ("sensor.reading", $"sensor-{number % 5}", string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"sensorId":"sensor-{{number % 5}}","metric":"temperature","value":{{dice.Next(20, 60)}}}""")),
            _ => ("log.line", "shop", """{"level":"info","message":"a line"}"""),
        };
        return new OutsideEvent(at, dice.Next(), type, $"outside-{number}", subject, data, dice.Next(8) == 0 ? 2 : 1);
    }

    private static T Pick<T>(Random dice, params T[] among) => among[dice.Next(among.Length)];

    // At least one of them, each with an even chance.
    private static T[] Some<T>(Random dice, T[] among)
    {
        T[] drawn = [.. among.Where(_ => dice.Next(2) == 0)];
        return drawn.Length > 0 ? drawn : [Pick(dice, among)];
    }
}
