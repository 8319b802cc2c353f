using Pipeline.Events;
using Pipeline.Webhooks;

namespace Pipeline.Simulation.Tests;

public sealed class StripeEventWriterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Captured_payment_reads_as_captured()
    {
        var payload = StripeEventWriter.Settled(Payment(SimulatedStatus.Captured));

        Assert.True(StripeEvents.Translate(payload, Now).TryGet(out var events, out _));
        var made = Assert.Single(events);
        Assert.Equal("order-1", made.Subject);
        Assert.Equal(new PaymentCaptured("stripe", "pi_1", 1250, "EUR"), CloudEvents.Read(made));
    }

    [Fact]
    public void Failed_payment_reads_as_failed_with_its_reason()
    {
        var payload = StripeEventWriter.Settled(Payment(SimulatedStatus.Failed));

        Assert.True(StripeEvents.Translate(payload, Now).TryGet(out var events, out _));
        Assert.Equal(new PaymentFailed("stripe", "pi_1", "Your card was declined."), CloudEvents.Read(Assert.Single(events)));
    }

    [Fact]
    public void Created_event_means_nothing_to_the_pipeline()
    {
        var payload = StripeEventWriter.Created(Payment(SimulatedStatus.Captured));

        Assert.True(StripeEvents.Translate(payload, Now).TryGet(out var events, out _));
        Assert.Empty(events);
    }

    [Fact]
    public void Same_event_is_the_same_bytes_each_time() => Assert.Equal(
        StripeEventWriter.Settled(Payment(SimulatedStatus.Captured)), StripeEventWriter.Settled(Payment(SimulatedStatus.Captured)));

    private static SimulatedPayment Payment(SimulatedStatus status) =>
        new("pi_1", "order-1", "c-1", 1250, "EUR", status, Refunded: 0, Now, NotifyAt: null);
}
