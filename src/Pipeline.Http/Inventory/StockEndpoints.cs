using System.Text.Json.Serialization;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Intake;
using Pipeline.Inventory;

namespace Pipeline.Http.Inventory;

/// <summary>GET /inventory/{sku}.</summary>
public sealed class GetStockEndpoint(IInventory inventory) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var sku = request.Route("sku");
        if (!Identifier.IsValid(sku))
        {
            return Problem.Of(new NotFound("sku-not-found", $"Nothing can have the SKU in the path: it {Identifier.Rule}."));
        }

        return await inventory.GetAsync(sku, cancellation) is { } stock
            ? new Answer<Stock>(StatusCodes.Status200OK, stock, StockJson.Default.Stock)
            : Problem.Of(new NotFound("sku-not-found", $"SKU {sku} has no stock record; PUT one."));
    }
}

/// <summary>PUT /inventory/{sku}: sets the quantity in the warehouse.</summary>
public sealed class SetStockEndpoint(IInventory inventory) : IEndpoint
{
    private const long MaxOnHand = 1_000_000_000;

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var sku = request.Route("sku");
        if (!Identifier.IsValid(sku))
        {
            var errors = new Dictionary<string, string[]> { ["sku"] = [Identifier.Rule] };
            return Problem.Of(new Invalid("invalid-request", $"The SKU in the path {Identifier.Rule}.", errors));
        }

        if (!(await JsonRequest.ReadAsync(request, ReadOnHand, cancellation)).TryGet(out var onHand, out var problem))
        {
            return problem;
        }

        var result = await inventory.SetOnHandAsync(sku, onHand, cancellation);
        return result.TryGet(out var stock, out var refusal)
            ? new Answer<Stock>(StatusCodes.Status200OK, stock, StockJson.Default.Stock)
            : Problem.Of(refusal);
    }

    private static long ReadOnHand(JsonFields fields)
    {
        fields.AllowOnly("onHand");
        return fields.WholeNumber("onHand", 0, MaxOnHand);
    }
}

/// <summary>Source-generated JSON of what the stock endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Stock))]
internal sealed partial class StockJson : JsonSerializerContext;
