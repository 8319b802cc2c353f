using System.Text.Json.Serialization;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Inventory;

namespace Pipeline.Http.Inventory;

/// <summary>GET /inventory/{sku}.</summary>
public sealed class GetStockEndpoint(IInventory inventory) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var sku = request.Route("sku");
        return await inventory.GetAsync(sku, cancellation) is { } stock
            ? new Answer<Stock>(StatusCodes.Status200OK, stock, StockJson.Default.Stock)
            : Problem.Of(new NotFound("sku-not-found", $"SKU {sku} has no stock record; PUT one."));
    }
}

/// <summary>Source-generated JSON of what the stock endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Stock))]
internal sealed partial class StockJson : JsonSerializerContext;
