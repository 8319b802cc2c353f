using Microsoft.Extensions.Options;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Payments;

public sealed class RecordPaymentTests : IDisposable
{
    private readonly OrdersInMemory _store = new();
    private readonly Duplicates _duplicates = new();
    private readonly RetentionOptions _retention = new();
    private readonly VirtualTime _time = new();
    private readonly RecordPayment _record;

    public RecordPaymentTests() => _record = new RecordPayment(
        new OrderService(_store, new SequentialIds(), _time), new ArchivedOrders(Options.Create(_retention), _time), _duplicates);

    [Fact]
    public async Task Payment_is_recorded_in_the_orders_story_with_the_webhook_as_its_cause()
    {
        _store.Put(Some.Order());

        Assert.Null(await RecordAsync(Some.Captured()));

        var made = Assert.Single(await _store.ReadEventsAsync(Some.OrderId, default));
        Assert.Equal(Some.Captured(), CloudEvents.Read(made));
        Assert.Equal((Some.Event(Some.Captured()).Id, "correlation-1"), (made.CausationId(), made.CorrelationId()));
        Assert.Equal(0, _duplicates.Suppressed);
    }

    [Fact]
    public async Task Repeated_payment_is_counted_as_a_duplicate_and_changes_nothing()
    {
        _store.Put(Some.Order());

        Assert.Null(await RecordAsync(Some.Captured()));
        Assert.Null(await RecordAsync(Some.Captured()));

        Assert.Equal(1, _store.Appends);
        Assert.Equal(1, _duplicates.Suppressed);
    }

    [Fact]
    public async Task Payment_of_an_unknown_order_needs_a_person() =>
        Assert.Equal("order-not-found", Assert.IsType<Permanent>(await RecordAsync(Some.Captured())).Code);

    [Fact]
    public async Task Refund_of_what_was_never_captured_needs_a_person()
    {
        _store.Put(Some.Order());

        Assert.Equal("refund-without-capture", Assert.IsType<Permanent>(await RecordAsync(Some.Refunded())).Code);
    }

    [Fact]
    public async Task Event_without_an_order_needs_a_person() =>
        Assert.Equal("not-a-payment", Assert.IsType<Permanent>(await RecordAsync(new LogLine("info", "hello"))).Code);

    [Fact]
    public async Task Event_that_is_not_a_payment_needs_a_person()
    {
        _store.Put(Some.Order());

        Assert.Equal("not-a-payment", Assert.IsType<Permanent>(await RecordAsync(new OrderConfirmed())).Code);
    }

    public void Dispose() => _duplicates.Dispose();

    private Task<Failure?> RecordAsync(IEvent data) => _record.RecordAsync(Some.Event(data), default);
}
