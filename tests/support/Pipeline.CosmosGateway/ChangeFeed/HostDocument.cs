using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Pipeline.CosmosGateway.ChangeFeed;

/// <summary>
/// A document as the Functions host hands it to the worker: parsed and rewritten by Newtonsoft.Json with its defaults, so that texts that
/// look like times come out in other characters.
/// </summary>
public static class HostDocument
{
    public static JsonElement Of(JsonElement document) =>
        JsonSerializer.Deserialize<JsonElement>(JToken.Parse(document.GetRawText()).ToString(Newtonsoft.Json.Formatting.None));
}
