using Pipeline.Audit;
using Pipeline.AzurePath;
using Pipeline.Compliance.Flows;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.AzurePath;

public sealed class SagaChangeTests : SagaChangeSuite
{
    protected override async Task<IPipelineBench> StartAsync() => await AzureBench.StartAsync();

    protected override async Task AssertAuditBalancesAsync()
    {
        var refunds = World.Payments.Refunds.Values.ToLookup(refund => refund.PaymentId, refund => refund.Amount);
        var sagas = await Bench.Get<ISagaOperations>().ListAsync(null, null, 100, default);
        var payments = (await Task.WhenAll(sagas.Select(saga => OrderAsync(saga.SagaId))))
            .SelectMany(order => order.Payments);
        var ledger = payments.ToDictionary(
            payment => payment.PaymentId,
            payment => new LedgerEntry(payment.Captured > 0 ? Some.Total : 0, refunds[payment.PaymentId].Sum()));

        var report = AuditRules.Run(await ((AzureBench)Bench).SnapshotAsync(accepted: 0, ledger));

        Assert.True(report.Balanced, string.Join('\n', report.Checks));
    }
}
