namespace Pipeline.Simulation.Tests;

public sealed class PaymentRulesTests
{
    private static readonly SimulatorOptions Lively = new()
    {
        Seed = 7,
        DeclineRate = 0.1,
        HeldRate = 0.05,
        LateRate = 0.05,
        DelayRate = 0.2,
        DuplicateRate = 0.3,
        EarlyRate = 0.25,
        OutOfOrderRate = 0.15,
    };

    [Fact]
    public void Rules_treat_the_same_customer_the_same_way()
    {
        var again = Lively with { };

        Assert.All(Customers(500), customer => Assert.Equal(PaymentRules.Of(Lively, customer), PaymentRules.Of(again, customer)));
    }

    [Fact]
    public void Rules_treat_customers_differently_with_another_seed()
    {
        var other = Lively with { Seed = 8 };

        Assert.Contains(Customers(500), customer => PaymentRules.Of(Lively, customer) != PaymentRules.Of(other, customer));
    }

    [Fact]
    public void Provider_without_rates_captures_everything_at_once()
    {
        var quiet = new PaymentBehaviour(PaymentOutcome.Captured, TimeSpan.Zero, Duplicate: false, Early: false, OutOfOrder: false);

        Assert.All(Customers(500), customer => Assert.Equal(quiet, PaymentRules.Of(new SimulatorOptions(), customer)));
    }

    [Fact]
    public void Rules_keep_to_the_rates()
    {
        var all = Customers(20_000).Select(customer => PaymentRules.Of(Lively, customer)).ToList();

        Assert.InRange(Share(all, one => one.Outcome == PaymentOutcome.Declined), 0.09, 0.11);
        Assert.InRange(Share(all, one => one.Outcome == PaymentOutcome.Held), 0.04, 0.06);
        Assert.InRange(Share(all, one => one.Outcome == PaymentOutcome.Late), 0.04, 0.06);
        Assert.InRange(Share(all, one => one.Duplicate), 0.28, 0.32);
        Assert.InRange(Share(all, one => one.OutOfOrder), 0.13, 0.17);
        Assert.InRange(Share([.. all.Where(one => one.Outcome == PaymentOutcome.Captured)], one => one.Delay > TimeSpan.Zero), 0.18, 0.22);
    }

    [Fact]
    public void Late_or_delayed_payment_takes_tens_to_hundreds_of_milliseconds_and_is_never_early()
    {
        var slow = Customers(5_000).Select(customer => PaymentRules.Of(Lively, customer)).Where(one => one.Delay > TimeSpan.Zero).ToList();

        Assert.Contains(slow, one => one.Outcome == PaymentOutcome.Late);
        Assert.All(slow, one => Assert.InRange(one.Delay.TotalMilliseconds, 20, 400));
        Assert.DoesNotContain(slow, one => one.Early);
    }

    private static IEnumerable<string> Customers(int count) => Enumerable.Range(1, count).Select(number => $"c-{number}");

    private static double Share(List<PaymentBehaviour> all, Func<PaymentBehaviour, bool> which) => all.Count(which) / (double)all.Count;
}
