using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>The carrier has one parcel for every confirmed order and none for any other.</summary>
internal sealed class CarrierAgrees : IAuditCheck
{
    private const string Name = "carrier-agrees";

    public AuditCheck Run(AuditSnapshot snapshot)
    {
        if (snapshot.Parcels is null)
        {
            return new AuditCheck(Name, Ok: true, "nothing was shipped");
        }

        var findings = new Findings();
        var parcels = snapshot.Parcels.ToHashSet(StringComparer.Ordinal);
        foreach (var order in snapshot.Log.Orders.Values.Select(tally => tally.State!))
        {
            var shipped = parcels.Remove(order.OrderId);
            findings.AddIf(shipped != order.Shipment is not null, "parcels and orders differ", order.OrderId);
            findings.AddIf(order.Status == OrderStatus.Confirmed && !shipped, "confirmed orders have no parcel", order.OrderId);
            findings.AddIf(order.Status == OrderStatus.Cancelled && shipped, "cancelled orders have a parcel", order.OrderId);
        }

        foreach (var orphan in parcels)
        {
            findings.Add("parcels have no order", orphan);
        }

        return findings.ToCheck(Name, $"{snapshot.Log.Orders.Values.Count(tally => tally.State!.Shipment is not null)} parcels");
    }
}
