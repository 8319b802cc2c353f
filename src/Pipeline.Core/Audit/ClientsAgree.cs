namespace Pipeline.Audit;

/// <summary>What clients were told is accepted is there, and nothing else is.</summary>
internal sealed class ClientsAgree : IAuditCheck
{
    private const string Name = "clients-agree";

    public AuditCheck Run(AuditSnapshot snapshot)
    {
        if (snapshot.Clients is not { } clients)
        {
            return new AuditCheck(Name, Ok: true, "clients kept no record");
        }

        var findings = new Findings();
        var orders = snapshot.Log.Orders;
        foreach (var lost in clients.Orders.Where(id => !orders.ContainsKey(id)))
        {
            findings.Add("accepted orders are gone", lost);
        }

        foreach (var strange in orders.Keys.Where(id => !clients.Orders.Contains(id)))
        {
            findings.Add("orders were never accepted", strange);
        }

        findings.AddIf(
            snapshot.Log.FromOutside != clients.Events,
            "count of events differs",
            $"{clients.Events} accepted, {snapshot.Log.FromOutside} there");
        return findings.ToCheck(Name, $"{clients.Orders.Count} orders and {clients.Events} events accepted");
    }
}
