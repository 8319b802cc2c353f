using Pipeline.Failures;
using Pipeline.Inventory;
using static Pipeline.Inventory.ReservationStatus;

namespace Pipeline.Core.Tests.Inventory;

public class ReservationRulesTests
{
    [Theory]
    [InlineData(null, Held)]
    [InlineData(Held, Held)]
    [InlineData(Firm, Firm)]
    [InlineData(Taken, Taken)]
    public void Reserve_holds_what_was_not_released(ReservationStatus? status, ReservationStatus next) =>
        Assert.Equal(next, Value(ReservationRules.Reserve(status, "o-1")));

    [Fact]
    public void Reserve_fails_for_good_when_the_reservation_was_released() => Assert.Equal(
        new Permanent("reservation-released", "The reservation of order o-1 was released; it cannot be held again."),
        ReservationRules.Reserve(Released, "o-1").Failure);

    [Theory]
    [InlineData(null, Firm)]
    [InlineData(Held, Firm)]
    [InlineData(Firm, Firm)]
    [InlineData(Taken, Taken)]
    [InlineData(Released, Released)]
    public void Firm_makes_a_hold_firm_and_leaves_final_states(ReservationStatus? status, ReservationStatus next) =>
        Assert.Equal(next, ReservationRules.Firm(status));

    [Theory]
    [InlineData(null, Released)]
    [InlineData(Held, Released)]
    [InlineData(Firm, Released)]
    [InlineData(Taken, Taken)]
    [InlineData(Released, Released)]
    public void Release_releases_everything_but_what_was_taken(ReservationStatus? status, ReservationStatus next) =>
        Assert.Equal(next, ReservationRules.Release(status));

    [Theory]
    [InlineData(Held)]
    [InlineData(Firm)]
    [InlineData(Taken)]
    public void Take_takes_what_is_held(ReservationStatus status) => Assert.Equal(Taken, Value(ReservationRules.Take(status, "o-1")));

    [Theory]
    [InlineData(null)]
    [InlineData(Released)]
    public void Take_fails_for_good_when_nothing_is_held(ReservationStatus? status) => Assert.Equal(
        new Permanent("nothing-reserved", "Nothing is held for order o-1."), ReservationRules.Take(status, "o-1").Failure);

    [Fact]
    public void Every_status_is_final_or_can_be_released()
    {
        Assert.All(Enum.GetValues<ReservationStatus>(), status => Assert.True(
            status is Taken or Released || ReservationRules.Release(status) != status, $"{status}"));
    }

    [Fact]
    public void Stock_is_set_down_to_what_is_reserved_and_no_further()
    {
        var stock = new Stock("SKU-1", OnHand: 10, Reserved: 4);

        Assert.Equal(new Stock("SKU-1", 4, 4), Value(stock.SetOnHand(4)));
        Assert.Equal(new Rejected("stock-reserved", "4 of SKU-1 are reserved; onHand cannot be less."), stock.SetOnHand(3).Failure);
    }

    private static T Value<T>(Result<T> result)
    {
        Assert.True(result.TryGet(out var value, out var failure), failure?.Detail);
        return value!;
    }
}
