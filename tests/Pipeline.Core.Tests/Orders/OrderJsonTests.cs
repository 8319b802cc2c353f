using System.Text.Json;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class OrderJsonTests
{
    public static TheoryData<IOrderEvent[]> Stories =>
    [
        [],
        [Some.Reserved, Some.Requested(), Some.Captured(), Some.Scheduled, new OrderConfirmed(), Some.Refunded(amount: 5)],
        [Some.Requested(), Some.Failed(), new OrderCancelRequested("why"), new OrderAttentionNeeded("undo", "why")],
    ];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Order_is_the_same_when_written_and_read(IOrderEvent[] story)
    {
        var order = Some.Order(story);
        var json = JsonSerializer.Serialize(order, OrderJson.Default.Order);
        var read = JsonSerializer.Deserialize(json, OrderJson.Default.Order)!;

        Assert.Equivalent(order, read, strict: true);
        Assert.Equal(json, JsonSerializer.Serialize(read, OrderJson.Default.Order));
    }

    [Fact]
    public void View_is_the_same_when_written_and_read()
    {
        var view = OrderView.Of(Some.ReadyOrder());

        Assert.Equal(
            view, JsonSerializer.Deserialize(JsonSerializer.Serialize(view, OrderJson.Default.OrderView), OrderJson.Default.OrderView));
        Assert.Equal(("TRACK-1", 1, OrderStatus.Shipped, Some.Total), (view.TrackingNumber, view.LineCount, view.Status, view.Total));
    }

    [Fact]
    public void Status_names_are_those_of_the_surface()
    {
        Assert.Equal(["placed", "reserved", "paid", "shipped", "confirmed", "cancelled", "needs-attention"], OrderStatuses.All);
        Assert.All(Enum.GetValues<OrderStatus>(), status => Assert.Equal(status, OrderStatuses.Parse(status.Name())));
        Assert.All(Enum.GetValues<OrderStatus>(), status => Assert.Equal($"\"{status.Name()}\"", JsonSerializer.Serialize(status)));
        Assert.Null(OrderStatuses.Parse("Placed"));
        Assert.Equal([OrderStatus.Confirmed, OrderStatus.Cancelled], Enum.GetValues<OrderStatus>().Where(status => status.IsTerminal()));
    }
}
