namespace Pipeline.Audit;

/// <summary>The payment provider's ledger and the pipeline's orders say the same of every payment.</summary>
internal sealed class ProviderAgrees : IAuditCheck
{
    private const string Name = "provider-agrees";

    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var ledger = snapshot.Ledger;
        if (ledger.Count == 0)
        {
            return new AuditCheck(Name, Ok: true, "the simulated provider was not used");
        }

        var findings = new Findings();
        // A payment that pays two orders is a finding of its own: here the sum counts.
        var known = snapshot.Log.Orders.Values.SelectMany(tally => tally.State!.Payments)
            .GroupBy(payment => payment.PaymentId)
            .ToDictionary(same => same.Key, same => (Captured: same.Sum(one => one.Captured), Refunded: same.Sum(one => one.Refunded)));
        foreach (var (id, (captured, refunded)) in ledger)
        {
            var own = known.GetValueOrDefault(id);
            findings.AddIf(
                own.Captured != captured || own.Refunded != refunded,
                "payments differ",
                $"{id} (provider {captured} captured, {refunded} refunded; order {own.Captured}, {own.Refunded})");
        }

        foreach (var strange in known.Keys.Where(id => !ledger.ContainsKey(id)))
        {
            findings.Add("payments are unknown to the provider", strange);
        }

        return findings.ToCheck(Name, $"{ledger.Count} payments, {ledger.Values.Sum(payment => payment.Refunded)} refunded");
    }
}
