using System.Text;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Http.Tests.Problems;

/// <summary>Whatever is sent, the answer is never a 500, and an error is always a problem document.</summary>
public sealed class HostileRequestsTests : HttpTest
{
    private static readonly byte[][] Bodies =
    [
        [],
        [0],
        [0xEF, 0xBB, 0xBF, .. "{}"u8],
        [0xFF, 0xFF, 0xFF],
        .. new[]
        {
            "{", "}", "[]", "{}", "null", "true", "0", "-", "1e999", "\"", "\"\\ud800\"", "{\"\":\"\"}", "{\"a\":1,\"a\":2}",
            "{\"reason\":{}}",
            "{\"onHand\":1e5}", "{\"onHand\":99999999999999999999999}", "{\"lines\":{\"length\":1}}", "{\"lines\":[[[[]]]]}",
            "{\"specversion\":[],\"id\":{},\"source\":0,\"type\":null,\"data\":\"\"}", "{\"data\":{\"object\":{\"metadata\":[]}}}",
            "{\"id\":\"e\",\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":{\"metadata\":{\"orderId\":\"\\u0000\"}}}}",
            """{"customerId":"c","email":"@","currency":"\u0000","lines":[{"sku":null,"quantity":{},"unitPrice":[]}],"tax":-0.0}""",
            new string('[', 5_000), new string('{', 5_000), "{\"reason\":\"" + new string('x', 100_000) + "\"}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly string[] Values =
        ["1", "x y", "%00", "%F0%9F%92%A9", "%2e%2e", "..%2f", "'%22;--", new string('a', 2_000), "%FF"];

    public HostileRequestsTests() => AnswerWithNothing();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents+json")]
    [InlineData("text/plain")]
    [InlineData("\u0001;;;")]
    [InlineData(null)]
    public async Task No_body_causes_a_500_anywhere(string? contentType)
    {
        foreach (var operation in HttpSurface.Operations)
        {
            foreach (var body in Bodies)
            {
                var path = operation.Route.Replace("{provider}", "stripe", StringComparison.Ordinal);
                var signature = StripeSignature.Sign(body, Secret, Some.Now);
                await AssertHandledAsync(
                    new HttpMethod(operation.Method), path, body, contentType, (StripeSignature.HeaderName, signature));
            }
        }
    }

    [Fact]
    public async Task No_path_or_query_causes_a_500_anywhere()
    {
        foreach (var operation in HttpSurface.Operations)
        {
            foreach (var value in Values)
            {
                var path = string.Join('/', operation.Route.Split('/').Select(part => part[0] == '{' ? value : part));
                var query = $"?at={value}&status={value}&after={value}&limit={value}&customerId={value}&{value}";
                await AssertHandledAsync(new HttpMethod(operation.Method), path, null, null);
                await AssertHandledAsync(new HttpMethod(operation.Method), path + query, "{}"u8.ToArray(), "application/json");
            }
        }
    }

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("Stripe-Signature")]
    [InlineData("If-None-Match")]
    [InlineData("traceparent")]
    [InlineData("x-functions-key")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Content-Encoding")]
    [InlineData("Accept")]
    [InlineData("Expect")]
    public async Task No_header_causes_a_500_anywhere(string header)
    {
        foreach (var operation in HttpSurface.Operations)
        {
            foreach (var value in new[] { "", ",", "\"", "é", "t=,v1=", "100-continue", new string('x', 4_000) })
            {
                await AssertHandledAsync(
                    new HttpMethod(operation.Method), operation.Route.Replace("{provider}", "stripe", StringComparison.Ordinal),
                    Encoding.UTF8.GetBytes(OrderJson), "application/json", (header, value));
            }
        }
    }

    private async Task AssertHandledAsync(
        HttpMethod method, string path, byte[]? body, string? contentType, params (string, string)[] headers)
    {
        var response = await SendAsync(method, path, body, contentType, headers);
        var status = (int)response.StatusCode;
        Assert.True(
            status < 500,
            $"{method} {path} {(body is null ? "" : Encoding.Latin1.GetString(body))}: {status} "
            + $"{await response.Content.ReadAsStringAsync()}");

        // Kestrel itself refuses a malformed request line or header with a bare 400, before any of our code runs.
        if (status >= 400 && response.Content.Headers.ContentLength > 0)
        {
            await ProblemAssert.IsAsync(response);
        }
    }
}
