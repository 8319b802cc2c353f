using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Pipeline.Functions.Sagas;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class SagaStatusTests
{
    private static readonly SagaState Saga = new()
    {
        SagaId = Some.OrderId,
        Definition = "OrderSaga",
        DefinitionVersion = 1,
        StartedAt = Some.Now,
        UpdatedAt = Some.Now,
        CorrelationId = new string('c', 200),
        CausationId = new string('d', 200),
        TraceParent = new string('e', 55),
    };

    [Fact]
    public void Status_stays_below_16_KB_when_everything_in_the_saga_is_long()
    {
        var status = SagaStatus.Of(
            Saga with
            {
                Input = new string('i', 200_000),
                Reason = new string('\u00e9', 5_000),
                LastError = new string('"', 5_000),
                Signals =
                [
                    .. Enumerable.Range(0, 500)
                        .Select(i => new SagaSignal($"{i}-{new string('s', 100)}", "payment.captured", i % 2 == 0)),
                ],
            },
            Some.Now,
            Some.OrderId);
        Assert.InRange(Encoding.Unicode.GetByteCount(JsonSerializer.Serialize(status)), 1, 16 * 1024);
    }

    [Fact]
    public void Used_signals_go_first_and_the_newest_stay_when_there_are_too_many()
    {
        var early = new SagaSignal("early", "payment.captured");
        ImmutableArray<SagaSignal> signals =
            [early, .. Enumerable.Range(0, 100).Select(i => new SagaSignal($"used-{i}", "payment.captured", Consumed: true))];
        var shown = SagaStatus.Of(Saga with { Signals = signals }, null, null).Saga.Signals;
        Assert.Contains(early, shown);
        Assert.Contains(signals[^1], shown);
        Assert.DoesNotContain(signals[1], shown);
    }

    [Fact]
    public void Saga_is_shown_as_it_is_when_it_is_small() => Assert.Equivalent(Saga, SagaStatus.Of(Saga, null, null).Saga, strict: true);
}
