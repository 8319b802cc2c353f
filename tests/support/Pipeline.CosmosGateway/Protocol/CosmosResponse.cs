using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>An answer of the gateway.</summary>
internal sealed record CosmosResponse(HttpStatusCode Status, byte[] Body, double Charge = 0)
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public int SubStatus { get; init; }

    public static CosmosResponse Json(HttpStatusCode status, JsonNode body) =>
        new(status, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static CosmosResponse Empty(HttpStatusCode status) => new(status, []);

    public static CosmosResponse Error(HttpStatusCode status, string message, int subStatus = 0, double charge = 0)
    {
        var body = new JsonObject { ["code"] = status.ToString(), ["message"] = message };
        return Json(status, body) with { SubStatus = subStatus, Charge = charge };
    }

    public CosmosResponse With(string header, string? value)
    {
        if (value is not null)
        {
            _headers[header] = value;
        }

        return this;
    }

    public HttpResponseMessage ToMessage(HttpRequestMessage request, string activityId)
    {
        var message = new HttpResponseMessage(Status) { RequestMessage = request, Content = new ByteArrayContent(Body) };
        // The client's diagnostics need a reason phrase, and .NET has none for 449.
        message.ReasonPhrase ??= "Retry With";
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in _headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.TryAddWithoutValidation(HeaderNames.ActivityId, activityId);
        message.Headers.TryAddWithoutValidation(HeaderNames.RequestCharge, Charge.ToString("0.##", CultureInfo.InvariantCulture));
        if (SubStatus != 0)
        {
            message.Headers.TryAddWithoutValidation(HeaderNames.SubStatus, SubStatus.ToString(CultureInfo.InvariantCulture));
        }

        return message;
    }
}
