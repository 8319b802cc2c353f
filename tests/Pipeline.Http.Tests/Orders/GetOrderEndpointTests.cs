using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Orders;

public sealed class GetOrderEndpointTests : HttpTest
{
    [Fact]
    public async Task Get_shows_the_whole_order()
    {
        var id = await PlacedOrderAsync();

        var order = await GetJsonAsync($"orders/{id}");

        Assert.Equal(
            $$"""{"orderId":"{{id}}","status":"placed","version":1"""
            + $$""","customerId":"c-1","email":"a@example.com","currency":"USD","lines":[{"sku":"SKU-1","quantity":2,"unitPrice":1250}]"""
            + $$""","subtotal":2500,"tax":200,"shippingFee":500,"totalAmount":3200,"payments":[],"shipment":null,"cancelReason":null"""
            + $$""","placedAt":"2026-01-02T03:04:05+00:00","updatedAt":"2026-01-02T03:04:05+00:00"}""",
            order.GetRawText());
    }

    [Fact]
    public async Task Get_shows_payments_and_shipment()
    {
        var id = await PlacedOrderAsync();
        await RecordAsync(id, Some.Reserved, Some.Captured(), Some.Scheduled);

        var order = await GetJsonAsync($"orders/{id}");

        Assert.Equal("shipped", order.GetProperty("status").GetString());
        Assert.Equal(
            """[{"provider":"stripe","paymentId":"pi_1","captured":3200,"refunded":0}]""", order.GetProperty("payments").GetRawText());
        Assert.Equal("""{"carrier":"acme","shipmentId":"ship_1","trackingNumber":"TRACK-1"}""", order.GetProperty("shipment").GetRawText());
    }

    [Fact]
    public async Task Get_answers_404_when_there_is_no_such_order()
    {
        await ProblemAssert.IsAsync(await Client.GetAsync("orders/nope"), 404, "order-not-found");
        await ProblemAssert.IsAsync(await Client.GetAsync("orders/nope/events"), 404, "order-not-found");
        await ProblemAssert.IsAsync(await Client.GetAsync("orders/nope?at=1"), 404, "order-not-found");
    }

    [Theory]
    [InlineData("\"1\"", 304)]
    [InlineData("W/\"1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"7\", \"1\"", 304)]
    [InlineData("\"2\"", 200)]
    [InlineData("nonsense", 200)]
    public async Task Get_answers_304_when_the_client_has_that_version(string ifNoneMatch, int status)
    {
        var id = await PlacedOrderAsync();

        var response = await SendAsync(HttpMethod.Get, $"orders/{id}", headers: ("If-None-Match", ifNoneMatch));

        Assert.Equal((status, "\"1\""), ((int)response.StatusCode, response.Headers.ETag?.Tag));
    }

    [Fact]
    public async Task Get_shows_the_order_as_it_was_at_a_version()
    {
        var id = await PlacedOrderAsync();
        await RecordAsync(id, Some.Reserved, Some.Captured());

        Assert.Equal("placed", (await GetJsonAsync($"orders/{id}?at=1")).GetProperty("status").GetString());
        Assert.Equal("reserved", (await GetJsonAsync($"orders/{id}?at=2")).GetProperty("status").GetString());
        Assert.Equal("paid", (await GetJsonAsync($"orders/{id}?at=3")).GetProperty("status").GetString());
        await ProblemAssert.IsAsync(await Client.GetAsync($"orders/{id}?at=4"), 404, "order-not-there-then");
    }

    [Fact]
    public async Task Get_shows_the_order_as_it_was_at_a_time()
    {
        var id = await PlacedOrderAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await RecordAsync(id, Some.Reserved);

        Assert.Equal(1, (await GetJsonAsync($"orders/{id}?at=2026-01-02T03:05:04Z")).GetProperty("version").GetInt64());
        Assert.Equal(2, (await GetJsonAsync($"orders/{id}?at=2026-01-02T05:05:05%2B02:00")).GetProperty("version").GetInt64());
        await ProblemAssert.IsAsync(await Client.GetAsync($"orders/{id}?at=2026-01-02T03:04:04Z"), 404, "order-not-there-then");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("yesterday")]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04Z")]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-13-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+02:00")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    [InlineData("1&at=2")]
    public async Task Get_answers_400_when_at_is_neither_a_version_nor_a_time(string at)
    {
        var id = await PlacedOrderAsync();

        await ProblemAssert.IsAsync(await Client.GetAsync($"orders/{id}?at={at}"), 400, "bad-query");
    }

    [Fact]
    public async Task Events_are_the_history_as_cloud_events()
    {
        var id = await PlacedOrderAsync();
        await RecordAsync(id, Some.Reserved);

        var page = await GetJsonAsync($"orders/{id}/events");

        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
        Assert.Equal(["com.example.order.placed", "com.example.inventory.reserved"],
            page.GetProperty("items").EnumerateArray().Select(made => made.GetProperty("type").GetString()));
        var placed = page.GetProperty("items")[0];
        Assert.Equal(
            ("1.0", id, "1"),
            (placed.GetProperty("specversion").GetString(), placed.GetProperty("subject").GetString(),
                placed.GetProperty("sequence").GetString()));
        Assert.Equal(3200, placed.GetProperty("data").GetProperty("totalAmount").GetInt64());
    }

    private async Task RecordAsync(string id, params IOrderEvent[] facts)
    {
        foreach (var fact in facts)
        {
            await Services.GetRequiredService<OrderService>().ExecuteAsync(id, new RecordEvent(fact), Trace.None, default);
        }
    }
}
