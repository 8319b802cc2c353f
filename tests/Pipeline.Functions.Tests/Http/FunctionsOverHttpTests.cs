using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Pipeline.Functions.Tests.Http;

/// <summary>The HTTP functions do what the surface says, over real HTTP.</summary>
public sealed class FunctionsOverHttpTests(FunctionsOverHttp functions) : IClassFixture<FunctionsOverHttp>
{
    private const string Order =
        """
        {"customerId":"c-1","email":"a@example.com","currency":"USD",
        "lines":[{"sku":"SKU-1","quantity":2,"unitPrice":1250}],"tax":200,"shippingFee":500}
        """;

    [Fact]
    public async Task An_order_is_placed_read_and_cancelled()
    {
        using var placed = await PostAsync("/api/orders", Order);
        Assert.Equal(HttpStatusCode.Accepted, placed.StatusCode);
        var location = placed.Headers.Location!.ToString();

        using var order = JsonDocument.Parse(await functions.Client.GetStringAsync(location));
        Assert.Equal(3_200, order.RootElement.GetProperty("totalAmount").GetInt64());
        Assert.NotEmpty((await functions.Client.GetFromJsonAsync<JsonElement>(location + "/events")).GetProperty("items").EnumerateArray());
        using var cancelled = await PostAsync(location + "/cancel", "");
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
    }

    [Theory]
    [InlineData("/api/orders?customerId=nobody")]
    [InlineData("/api/inventory/SKU-1")]
    [InlineData("/api/sagas")]
    [InlineData("/api/dead-letters")]
    [InlineData("/api/stats")]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    public async Task What_can_be_read_is_answered(string path)
    {
        using var answer = await functions.Client.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));

        using var head = await functions.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Stock_is_set_by_the_sku_in_the_path()
    {
        using var set = await functions.Client
            .PutAsync("/api/inventory/SKU-9", new StringContent("{\"onHand\":7}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);

        var stock = await functions.Client.GetFromJsonAsync<JsonElement>("/api/inventory/SKU-9");
        Assert.Equal(("SKU-9", 7), (stock.GetProperty("sku").GetString(), stock.GetProperty("onHand").GetInt32()));
    }

    [Theory]
    [InlineData("POST", "/api/orders", "{", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/orders", "{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/api/orders?limit=many", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/orders/none", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/orders/none/events", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/orders/none/cancel", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/events", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "/api/webhooks/payments/none", "{}", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/webhooks/payments/stripe", "{}", HttpStatusCode.Unauthorized)]
    [InlineData("PUT", "/api/inventory/SKU-1", "{\"onHand\":-1}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/api/sagas?status=none", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/sagas/none", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/sagas/none/resume", "", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/dead-letters?status=none", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/dead-letters/none", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/dead-letters/none/replay", "", HttpStatusCode.NotFound)]
    public async Task Bad_input_is_a_problem_document(string method, string path, string? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await functions.Client.SendAsync(request);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body) =>
        await functions.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
}
