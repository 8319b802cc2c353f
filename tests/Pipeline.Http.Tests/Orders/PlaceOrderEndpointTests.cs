using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Orders;

public sealed class PlaceOrderEndpointTests : HttpTest
{
    [Fact]
    public async Task Post_answers_202_with_the_location_of_the_committed_order()
    {
        var response = await PlaceAsync();

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal($"/api/orders/{SequentialIds.At(1)}", response.Headers.Location?.ToString());
        Assert.Equal($$"""{"orderId":"{{SequentialIds.At(1)}}","status":"placed"}""", await response.Content.ReadAsStringAsync());
        var order = await Orders.LoadAsync(SequentialIds.At(1), default);
        Assert.Equal((2500, 200, 500, 3200), (order!.Subtotal, order.Tax, order.ShippingFee, order.Total));
    }

    [Fact]
    public async Task Post_treats_tax_and_shipping_as_zero_when_they_are_absent()
    {
        await PlaceAsync(
            """{"customerId":"c-1","email":"a@example.com","currency":"JPY","lines":[{"sku":"S","quantity":1,"unitPrice":7}]}""");

        Assert.Equal(7, (await Orders.LoadAsync(SequentialIds.At(1), default))!.Total);
    }

    [Fact]
    public async Task Post_accepts_as_many_lines_as_the_limit()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"sku":"S","quantity":1,"unitPrice":1}""", 1000));

        var response = await PlaceAsync($$"""{"customerId":"c","email":"a@example.com","currency":"USD","lines":[{{lines}}]}""");

        Assert.Equal(202, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON;charset=\"UTF-8\"")]
    public async Task Post_accepts_json_in_utf8_however_its_type_is_written(string contentType) =>
        Assert.Equal(202, (int)(await SendAsync(HttpMethod.Post, "orders", OrderJson, contentType)).StatusCode);

    [Fact]
    public async Task Post_passes_the_trace_of_the_request_on()
    {
        const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        await PlaceAsync(headers: ("traceparent", TraceParent));

        var events = await Orders.ReadEventsAsync(SequentialIds.At(1), default);
        Assert.Equal(TraceParent, Assert.Single(events).Attribute("traceparent"));
    }

    [Fact]
    public async Task Post_ignores_an_invalid_traceparent()
    {
        await PlaceAsync(headers: ("traceparent", "00-nonsense"));

        Assert.Null((await Orders.ReadEventsAsync(SequentialIds.At(1), default))[0].Attribute("traceparent"));
    }

    [Fact]
    public async Task Post_answers_503_with_retry_after_when_the_engine_cannot_keep_up()
    {
        Orders.Throws = new FailureException(new Transient("overloaded", "Too much at once.", TimeSpan.FromSeconds(1.5)));

        var response = await PlaceAsync();

        await ProblemAssert.IsAsync(response, 503, "overloaded");
        Assert.Equal("2", response.Headers.RetryAfter?.ToString());
    }
}
