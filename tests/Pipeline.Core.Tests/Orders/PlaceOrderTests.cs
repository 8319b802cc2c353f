using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class PlaceOrderTests : OrderSpec
{
    [Fact]
    public void Totals_add_up_when_an_order_is_placed()
    {
        var place = Some.PlaceOrder(new OrderLine("SKU-1", 2, 1250), new OrderLine("SKU-2", 3, 99));

        GivenNothing();
        When(place);
        Then(new OrderPlaced("c-1", "a@example.com", "USD", place.Lines, 2797, 200, 500, 3497));
    }

    [Fact]
    public void Order_of_exactly_the_largest_total_is_placed()
    {
        var place = Some.PlaceOrder(new OrderLine("SKU-1", 1, OrderLimits.MaxTotal - 700));

        GivenNothing();
        When(place);
        Then(new OrderPlaced("c-1", "a@example.com", "USD", place.Lines, OrderLimits.MaxTotal - 700, 200, 500, OrderLimits.MaxTotal));
    }

    [Theory]
    [InlineData(1, OrderLimits.MaxTotal - 699)]
    [InlineData(OrderLimits.MaxQuantity, OrderLimits.MaxAmount)]
    public void Order_is_rejected_when_its_total_is_too_large(long quantity, long unitPrice)
    {
        GivenNothing();
        When(Some.PlaceOrder([.. Enumerable.Repeat(new OrderLine("SKU-1", quantity, unitPrice), OrderLimits.MaxLines)]));
        ThenFails<Rejected>("total-too-large");
    }

    [Fact]
    public void Order_is_rejected_when_there_is_nothing_to_pay()
    {
        GivenNothing();
        When(Some.PlaceOrder(new OrderLine("SKU-1", 1, 0)) with { Tax = 0, ShippingFee = 0 });
        ThenFails<Rejected>("total-zero");
    }

    [Fact]
    public void Order_is_a_conflict_when_it_exists_already()
    {
        Given();
        When(Some.PlaceOrder());
        ThenFails<Conflict>("order-exists");
    }

    public static TheoryData<OrderCommand> CommandsOnOrders =>
        [new RecordEvent(Some.Captured()), new RequestCancel("why"), new ConfirmOrder(), new CancelOrder("why"),
         new FlagOrder("undo", "why")];

    [Theory]
    [MemberData(nameof(CommandsOnOrders))]
    public void Command_finds_no_order_when_none_was_placed(OrderCommand command)
    {
        GivenNothing();
        When(command);
        ThenFails<NotFound>("order-not-found");
    }
}
