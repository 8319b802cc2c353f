using Pipeline.Events;
using Pipeline.Reactions;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class DriveOrderSagaTests : ReactionSpec
{
    private readonly DriveOrderSaga _reaction = new();

    [Fact]
    public async Task Placed_order_starts_its_saga()
    {
        var cause = Some.Event(Some.Placed());
        var start = await OnlyAsync<StartSaga>(_reaction, Some.Placed());

        Assert.Equal(new StartSaga("OrderSaga", new SagaStart(Some.OrderId, null, Trace.CausedBy(cause))), start);
    }

    public static TheoryData<IEvent, string> Signals => new()
    {
        { Some.Captured(), "payment.captured" },
        { Some.Failed(), "payment.failed" },
        { new OrderCancelRequested("why"), "order.cancel-requested" },
    };

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Other_events_signal_the_saga_of_their_order(IEvent data, string name)
    {
        var signal = await OnlyAsync<SignalSaga>(_reaction, data);

        Assert.Equal(new SignalSaga(Some.OrderId, new EventArrived(Some.Event(data).Id, name)), signal);
    }
}
