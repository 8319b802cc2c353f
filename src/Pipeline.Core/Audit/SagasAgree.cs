using Pipeline.Fulfilment;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Audit;

/// <summary>Every order and every user that is not archived has exactly one saga, and an order's saga has ended as the order did.</summary>
internal sealed class SagasAgree : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var sagas = snapshot.Sagas;
        foreach (var (sagaId, _, phase) in sagas.Where(saga => saga.Definition == OrderSaga.Name))
        {
            var order = snapshot.Log.Orders.GetValueOrDefault(sagaId)?.State?.Status;
            findings.AddIf(
                phase != Expected(order),
                "do not fit their order",
                $"{sagaId} ({phase.Name()}, the order is {order?.Name() ?? "unknown"})");
        }

        CheckMissing(findings, snapshot.Log.PresentOrders, sagas.Select(saga => saga.SagaId));
        CheckMissing(
            findings,
            snapshot.Log.Users.Except(snapshot.Log.ArchivedUsers).Select(WelcomeWorkflow.InstanceId),
            sagas.Select(saga => saga.SagaId));
        var users = sagas.Count(saga => saga.Definition == WelcomeWorkflow.Name);
        findings.AddIf(users > snapshot.Log.Users.Count, "welcome workflows are too many", $"{users} of {snapshot.Log.Users.Count} users");
        return findings.ToCheck("sagas-agree", $"{sagas.Count} sagas");
    }

    private static void CheckMissing(Findings findings, IEnumerable<string> due, IEnumerable<string> there)
    {
        foreach (var missing in due.Except(there))
        {
            findings.Add("are missing", missing);
        }
    }

    private static SagaPhase? Expected(OrderStatus? order) => order switch
    {
        OrderStatus.Confirmed => SagaPhase.Completed,
        OrderStatus.Cancelled => SagaPhase.Compensated,
        _ => null,
    };
}
