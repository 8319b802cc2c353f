using Pipeline.Standalone.Demo;

namespace Pipeline.Standalone.Tests.Demo;

public sealed class DemoPlanTests
{
    private static readonly DemoOptions Options = new(Orders: 3_000, Seed: 5, Decline: 0.1, Duplicate: 0.1);

    [Fact]
    public void Plan_is_the_same_with_the_same_seed()
    {
        var (one, other) = (DemoPlan.Orders(Options), DemoPlan.Orders(Options));

        Assert.Equal(one.Select(order => order.Index), other.Select(order => order.Index));
        Assert.Equal(one.SelectMany(order => order.Body), other.SelectMany(order => order.Body));
    }

    [Fact]
    public void Plan_has_every_kind_of_story()
    {
        var orders = DemoPlan.Orders(Options);

        Assert.Contains(orders, order => order.Cancel);
        Assert.Contains(orders, order => order.PostTwice);
        Assert.Contains(orders, order => order.WaitsForTimeout);
        Assert.DoesNotContain(orders, order => order is { Cancel: true, WaitsForTimeout: true });
        Assert.Equal(Options.Orders, orders.Select(order => order.Index).Distinct().Count());
    }

    [Fact]
    public void Orders_that_wait_for_their_timeout_come_first()
    {
        var orders = DemoPlan.Orders(Options);

        Assert.All(orders.SkipWhile(order => order.WaitsForTimeout), order => Assert.False(order.WaitsForTimeout));
    }
}
