using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Embedded.Orders;
using Pipeline.Embedded.Sagas;
using Pipeline.Embedded.Work;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Damage;

/// <summary>Whichever bit of a stored state flips, reading it gives null or something that can be shown; it never throws.</summary>
public sealed class FlippedBitTests
{
    [Fact]
    public void Saga_is_unreadable_or_can_be_shown()
    {
        var saga = new SagaState
        {
            SagaId = Some.OrderId,
            Definition = "OrderSaga",
            DefinitionVersion = 1,
            Phase = SagaPhase.Compensating,
            Mode = SagaMode.Retrying,
            Activity = "refund-payment",
            Attempt = 2,
            Turn = 7,
            Deadline = Some.Now.AddMinutes(1),
            Undo = ["release-inventory"],
            Signals = [new SagaSignal("event-1", "payment.captured", Consumed: true)],
            Reason = "timed out",
            LastError = "busy: it's not \u00e9nough",
            Input = """{"userId":"u-1"}""",
            StartedAt = Some.Now,
            UpdatedAt = Some.Now,
        };

        var readable = Sweep(saga, SagaJson.Default.SagaState, SagaRow.ReadState, read =>
        {
            _ = read.Phase.Name();
            _ = SagaNext.Of(read.AsOf(Some.Now));
        });

        Assert.NotEqual(0, readable);
    }

    [Fact]
    public void Order_and_view_are_unreadable_or_can_be_shown()
    {
        var order = Some.ReadyOrder();

        Assert.NotEqual(0, Sweep(order, OrderJson.Default.Order, OrderRows.Read, read => _ = OrderView.Of(read).Status.Name()));
        Assert.NotEqual(0, Sweep(
            OrderView.Of(order),
            OrderJson.Default.OrderView,
            json => StoredJson.Read(json, OrderJson.Default.OrderView),
            read => _ = read.Status.Name()));
    }

    private delegate T? Reader<T>(ReadOnlySpan<byte> json);

    private static int Sweep<T>(T value, JsonTypeInfo<T> type, Reader<T> reader, Action<T> show)
        where T : class
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var readable = 0;
        for (var bit = 0; bit < json.Length * 8; bit++)
        {
            var flipped = (byte[])json.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (reader(flipped) is { } read)
            {
                readable++;
                show(read);
                _ = JsonSerializer.SerializeToUtf8Bytes(read, type);
            }
        }

        return readable;
    }
}
