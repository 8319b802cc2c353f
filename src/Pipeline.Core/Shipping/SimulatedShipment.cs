using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Shipping;

/// <summary>The parcel that a simulated carrier has for an order: always the same one.</summary>
public static class SimulatedShipment
{
    public static ShipmentScheduled Of(string orderId) => new("simulated", "shp_" + orderId, Tracking(orderId));

    private static string Tracking(string orderId) =>
        "SIM" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(orderId)).AsSpan(0, 6));
}
