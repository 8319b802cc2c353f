using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Fulfilment;

/// <summary>Runs activities of the order saga on an in-memory order and mocked ports.</summary>
public abstract class ActivitySpec
{
    private readonly OrdersInMemory _store = new();

    protected ActivitySpec()
    {
        Recorder = new OrderRecorder(_store, new OrderService(_store, new SequentialIds(), new VirtualTime()));
        Provider.SetupGet(provider => provider.Name).Returns("stripe");
        Carrier.Setup(carrier => carrier.ScheduleAsync(Some.OrderId, It.IsAny<IReadOnlyList<StockQuantity>>(), default))
            .ReturnsAsync(Some.Scheduled);
    }

    protected OrderRecorder Recorder { get; }

    protected Mock<IInventory> Inventory { get; } = new(MockBehavior.Strict);

    protected Mock<IPaymentProvider> Provider { get; } = new(MockBehavior.Strict);

    protected Mock<ICarrier> Carrier { get; } = new(MockBehavior.Strict);

    protected SagaState Saga { get; set; } = new()
    {
        SagaId = Some.OrderId,
        Definition = OrderSaga.Name,
        DefinitionVersion = 1,
        StartedAt = Some.Now,
        UpdatedAt = Some.Now,
        CorrelationId = "story",
        CausationId = "cause",
    };

    /// <summary>The short names of the events that the activities recorded.</summary>
    protected async Task<IEnumerable<string>> RecordedAsync() =>
        (await _store.ReadEventsAsync(Some.OrderId, default)).Select(made => made.Type["com.example.".Length..]);

    protected async Task<Order> OrderAsync() => (await _store.LoadAsync(Some.OrderId, default))!;

    protected void Given(params IOrderEvent[] then) => _store.Put(Some.Order(then));

    protected void GivenReady(params IOrderEvent[] then) => _store.Put(Some.ReadyOrder(then));

    protected Task<Failure?> RunAsync(ISagaActivity activity) => activity.RunAsync(Saga, default);

    protected static void AssertFailure<TFailure>(string code, Failure? failure)
        where TFailure : Failure =>
        Assert.Equal(code, Assert.IsType<TFailure>(failure).Code);
}
