using Pipeline.Intake;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>The body of POST /orders.</summary>
public static class OrderRequest
{
    private static readonly Func<JsonFields, OrderLine> Line = ReadLine;

    /// <summary>The command that the body asks for.</summary>
    public static PlaceOrder Read(JsonFields fields)
    {
        fields.AllowOnly("customerId", "email", "currency", "lines", "tax", "shippingFee");
        return new PlaceOrder(
            fields.Identifier("customerId"),
            fields.Email("email"),
            fields.Matching("currency", Currency.IsKnown, "must be an active ISO 4217 code in upper case, such as USD"),
            fields.Items("lines", OrderLimits.MaxLines, Line),
            fields.WholeNumber("tax", 0, OrderLimits.MaxAmount, fallback: 0),
            fields.WholeNumber("shippingFee", 0, OrderLimits.MaxAmount, fallback: 0));
    }

    private static OrderLine ReadLine(JsonFields fields)
    {
        fields.AllowOnly("sku", "quantity", "unitPrice");
        return new OrderLine(
            fields.Identifier("sku"),
            fields.WholeNumber("quantity", 1, OrderLimits.MaxQuantity),
            fields.WholeNumber("unitPrice", 0, OrderLimits.MaxAmount));
    }
}
