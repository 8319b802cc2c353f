namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>The order that the benches place: two of SKU-1 for 32.00 USD.</summary>
internal static class BenchOrders
{
    public static byte[] Body { get; } =
        """
        {"customerId":"c-1","email":"a@example.com","currency":"USD",
         "lines":[{"sku":"SKU-1","quantity":2,"unitPrice":1250}],"tax":200,"shippingFee":500}
        """u8.ToArray();
}
