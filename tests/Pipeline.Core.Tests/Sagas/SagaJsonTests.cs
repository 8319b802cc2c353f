using System.Text.Json;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public sealed class SagaJsonTests
{
    // Files of running pipelines hold this text: it must stay readable whatever becomes of the records.
    private const string Stored =
        """
        {"name":"OrderSaga","version":1,"startedBy":"order.placed","steps":[
        {"activity":"reserve-inventory","undo":"release-inventory","retry":{"maxAttempts":4,"first":"00:00:01","factor":2,"longest":"00:00:04"}},
        {"activity":"collect-payment","undo":"refund-payment","wait":{"success":"payment.captured","failure":"payment.failed","timeout":"00:15:00"},
        "retry":{"maxAttempts":4,"first":"00:00:01","factor":2,"longest":"00:00:04"}},
        {"activity":"schedule-shipment","undo":"cancel-shipment","retry":{"maxAttempts":4,"first":"00:00:01","factor":2,"longest":"00:00:04"}},
        {"activity":"confirm-order","retry":{"maxAttempts":2147483647,"first":"00:00:01","factor":2,"longest":"00:02:00"}}],
        "cancelledBy":"order.cancel-requested","afterCompensation":"cancel-order","onAttention":"flag-order",
        "undoRetry":{"maxAttempts":10,"first":"00:00:01","factor":2,"longest":"00:02:00"}}
        """;

    [Fact]
    public void Stored_definition_comes_back_whole()
    {
        var definition = JsonSerializer.Deserialize(Stored, SagaJson.Default.SagaDefinition);

        Assert.Equivalent(OrderSaga.Define(TimeSpan.FromMinutes(15)) with { Version = 1 }, definition, strict: true);
        Assert.Equal(
            Stored.ReplaceLineEndings(""), JsonSerializer.Serialize(definition, SagaJson.Default.SagaDefinition), ignoreWhiteSpaceDifferences: true);
    }
}
