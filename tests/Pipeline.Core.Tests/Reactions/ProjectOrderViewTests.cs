using Pipeline.Orders;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class ProjectOrderViewTests : ReactionSpec
{
    [Fact]
    public async Task View_is_the_order_as_it_is_now_whatever_event_asks_for_it()
    {
        Given(Some.Reserved, Some.Requested(), Some.Captured(), Some.Scheduled);
        var reaction = new ProjectOrderView(Orders);

        Assert.Equal(OrderView.Of(Some.ReadyOrder()), (await OnlyAsync<SaveOrderView>(reaction, Some.Scheduled)).View);
        Assert.Equal(OrderView.Of(Some.ReadyOrder()), (await OnlyAsync<SaveOrderView>(reaction, Some.Placed())).View);
    }

    [Fact]
    public Task View_of_an_unknown_order_needs_a_person() => AssertNoOrderAsync(new ProjectOrderView(Orders), Some.Placed());
}
