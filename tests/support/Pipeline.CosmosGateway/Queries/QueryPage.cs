using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>A page of a query's result.</summary>
internal sealed record QueryPage(IReadOnlyList<JsonElement> Values, QueryToken? Next, double Charge);
