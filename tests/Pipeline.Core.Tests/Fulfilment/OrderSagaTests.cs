using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Fulfilment;

public class OrderSagaTests
{
    [Fact]
    public void Definition_has_the_documented_steps()
    {
        var saga = OrderSaga.Define(TimeSpan.FromMinutes(15));

        Assert.Equal(
            [
                ("reserve-inventory", "release-inventory"), ("collect-payment", "refund-payment"),
                ("schedule-shipment", "cancel-shipment"), ("confirm-order", null),
            ],
            saga.Steps.Select(step => (step.Activity, step.Undo)));
        Assert.Equal(
            [null, new SagaWait("payment.captured", "payment.failed", TimeSpan.FromMinutes(15)), null, null],
            saga.Steps.Select(step => step.Wait));
        Assert.Equal(("order.placed", "order.cancel-requested"), (saga.StartedBy, saga.CancelledBy));
    }
}
