using System.Text;
using Pipeline.Webhooks;

namespace Pipeline.Http.Tests.Problems;

/// <summary>A request made by chance: a route and a method of the surface, odd values, odd framing, and at times broken bytes.</summary>
internal sealed class FuzzedRequest(Random random, string secret, DateTimeOffset now)
{
    private static readonly string[] Methods =
    [
        "HEAD", "OPTIONS", "TRACE", "DELETE", "PATCH", "get", "CONNECT", "GE T", "\0", "Ü", "",
    ];

    private static readonly string[] Segments =
    [
        "o-1", ".", "..", "%2e%2e", "a%2Fb", "%00", "%FF", "%u0041", "é", "a b", "%E2%80%8B", "a?b", "a#b", "\\", "%",
        "01990000-0000-7000-8000-00000000abcd",
    ];

    private static readonly string[] Queries =
    [
        "at=1", "at=0", "at=x", "limit=1", "limit=1e9", "limit=&limit=", "after=x", "after=%00", "status=placed", "status=running", "a",
        "&&", "=", "%", "%FF=%FF", "customerId=%E2%80%AE",
    ];

    private static readonly string[] Fields =
    [
        "Content-Type: application/json", "Content-Type: Application/CloudEvents+JSON", "Content-Type: text/plain",
        "Content-Type: ;;;\u0001", "Content-Encoding: IDENTITY", "Content-Encoding: gzip", "Idempotency-Key: k",
        "Idempotency-Key: \u00ff", "If-None-Match: *", "If-None-Match: W/\"1\", \"", "Expect: 100-continue", "Expect: tea",
        "Accept: nothing", "Host: other", "Host: ", "Connection: close", "Connection: upgrade", "Upgrade: h2c",
        "Transfer-Encoding: chunked", "Transfer-Encoding: CHUNKED, gzip", "Content-Length: 0", "Content-Length: -1",
        "Content-Length: 99999999999999999999", "Content-Length: 5", "Stripe-Signature: t=1,v1=00", "traceparent: 00-0",
        "Range: bytes=0-0", ": no name", "no colon", " folded", "X: \0", "X-Forwarded-For: 1.2.3.4",
    ];

    private static readonly string[] Values =
    [
        "1", "0", "-0", "1.0", "1e400", "-1e400", "1e0", "9223372036854775808", "99999999999999999999999999", "null", "true", "\"\"",
        "\"x\"", "\"a@example.com\"", "\"USD\"", "[]", "{}", "[1]", "\"\\u0000\"", "\"\\ud800\"", "\"\\u200b\"", "\"\\u2028\"",
        "\"\\udbff\\udfff\"", "NaN", "'x'", "01", "\"com.example.log.line\"", "\"1.0\"", "\"/x\"",
    ];

    private static readonly string[] Names =
    [
        "customerId", "email", "currency", "lines", "tax", "shippingFee", "sku", "quantity", "unitPrice", "reason", "onHand",
        "specversion", "id", "type", "source", "subject", "time", "data", "data_base64", "datacontenttype", "dataschema", "userId",
        "metric", "value", "level", "message", "object", "metadata", "orderId", "",
    ];

    /// <summary>What goes over the socket.</summary>
    public byte[] Bytes => Break(Whole());

    private byte[] Whole()
    {
        var operation = Pick([.. HttpSurface.Operations]);
        var method = Chance(4) ? Pick(Methods) : operation.Method;
        var path = string.Join('/', operation.Route.Split('/').Select(part => part[0] != '{' ? part
            : part == "{provider}" && !Chance(4) ? "stripe" : Pick(Segments)));
        var body = Chance(3) ? [] : Encoding.UTF8.GetBytes(
            Chance(3) ? Good(operation.Name) : Chance(20) ? new string(Chance(2) ? '[' : '{', 3_000) : Json(0));
        var text = new StringBuilder($"{method} /api/{path}{(Chance(3) ? "?" + Pick(Queries) + "&" + Pick(Queries) : "")}")
            .Append(Chance(30) ? Pick([" HTTP/2.0", " HTTP/9", "", " http/1.1", " HTTP/1.0"]) : " HTTP/1.1").Append("\r\n");
        text.Append(Chance(30) ? "" : "Host: localhost\r\n").Append(Chance(30) ? "" : "Connection: close\r\n");
        if (!Chance(5))
        {
            text.Append($"Content-Type: application/{(operation.Name == "AcceptEvent" ? "cloudevents+json" : "json")}\r\n");
        }

        if (operation.Name == "PaymentWebhook" && !Chance(4))
        {
            text.Append($"Stripe-Signature: {StripeSignature.Sign(body, secret, now)}\r\n");
        }

        for (var more = random.Next(3); more > 0 && Chance(2); more--)
        {
            text.Append(Pick(Fields)).Append("\r\n");
        }

        if (Chance(60))
        {
            text.Append("X-Large: ").Append('x', random.Next(200_000)).Append("\r\n");
        }

        return Frame(text, body);
    }

    private static string Good(string operation) => operation switch
    {
        "PlaceOrder" => """{"customerId":"c-1","email":"a@b.c","currency":"USD","lines":[{"sku":"S","quantity":1,"unitPrice":1}]}""",
        "AcceptEvent" => """{"specversion":"1.0","id":"1","source":"/s","type":"com.example.log.line","data":{"level":"i","message":""}}""",
        _ => """{"id":"evt","type":"payment_intent.succeeded","data":{"object":{"id":"pi","metadata":{"orderId":"o"}}}}""",
    };

    private byte[] Frame(StringBuilder head, byte[] body)
    {
        if (body.Length == 0)
        {
            return Encoding.Latin1.GetBytes(head.Append(Chance(2) ? "Content-Length: 0\r\n\r\n" : "\r\n").ToString());
        }

        if (!Chance(4))
        {
            return [.. Encoding.Latin1.GetBytes(head.Append($"Content-Length: {body.Length}\r\n\r\n").ToString()), .. body];
        }

        var size = Chance(3) ? Pick(["FFFFFFFFFFFFFFFF", "7FFFFFFF", "-1", "g", "", "0", "1;x=y"]) : $"{body.Length:X}";
        head.Append("Transfer-Encoding: chunked\r\n\r\n").Append(size).Append("\r\n");
        var end = Pick(["\r\n", "\r\n0\r\n\r\n", "\r\n0\r\n\r\n", "\r\n0\r\nX: \u00ff\0\r\n\r\n", "\r\n0\r\nX\r\n\r\n"]);
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body, .. Encoding.Latin1.GetBytes(end)];
    }

    private string Json(int depth) => depth > 4 || Chance(2)
        ? Pick(Values)
        : Chance(3)
            ? "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(depth + 1))) + "]"
            : "{" + string.Join(',', Enumerable.Range(0, random.Next(8)).Select(_ => $"\"{Pick(Names)}\":{Json(depth + 1)}")) + "}";

    private byte[] Break(byte[] whole)
    {
        if (!Chance(4) || whole.Length == 0)
        {
            return whole;
        }

        var broken = whole.ToList();
        for (var times = random.Next(1, 6); times > 0 && broken.Count > 0; times--)
        {
            var at = random.Next(broken.Count);
            switch (random.Next(4))
            {
                case 0: broken[at] = (byte)random.Next(256); break;
                case 1: broken.RemoveAt(at); break;
                case 2: broken.Insert(at, (byte)random.Next(256)); break;
                default: broken.RemoveRange(at, broken.Count - at); break;
            }
        }

        return [.. broken];
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
}
