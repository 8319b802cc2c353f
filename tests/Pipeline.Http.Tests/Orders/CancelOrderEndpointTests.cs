using Microsoft.Extensions.DependencyInjection;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Orders;

public sealed class CancelOrderEndpointTests : HttpTest
{
    [Fact]
    public async Task Cancel_records_the_request_when_no_body_is_given()
    {
        var id = await PlacedOrderAsync();

        var response = await SendAsync(HttpMethod.Post, $"orders/{id}/cancel");

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal($$"""{"orderId":"{{id}}","status":"placed"}""", await response.Content.ReadAsStringAsync());
        Assert.NotNull((await Orders.LoadAsync(id, default))!.CancelReason);
    }

    [Fact]
    public async Task Cancel_records_the_reason_that_is_given()
    {
        var id = await PlacedOrderAsync();

        await SendAsync(HttpMethod.Post, $"orders/{id}/cancel", """{"reason":"Changed my mind"}""");

        Assert.Equal("Changed my mind", (await Orders.LoadAsync(id, default))!.CancelReason);
    }

    [Fact]
    public async Task Cancel_changes_nothing_when_it_comes_again()
    {
        var id = await PlacedOrderAsync();
        await SendAsync(HttpMethod.Post, $"orders/{id}/cancel");

        var response = await SendAsync(HttpMethod.Post, $"orders/{id}/cancel");

        Assert.Equal((202, 2), ((int)response.StatusCode, (await Orders.LoadAsync(id, default))!.Version));
    }

    [Theory]
    [InlineData("""{"reason":7}""", "reason")]
    [InlineData("""{"reason":null}""", "reason")]
    [InlineData("""{"reason":""}""", "reason")]
    [InlineData("""{"reason":"a\nb"}""", "reason")]
    [InlineData("""{"why":"x"}""", "why")]
    [InlineData("[]", "$")]
    public async Task Cancel_answers_422_when_the_body_is_wrong(string json, string field)
    {
        var id = await PlacedOrderAsync();

        await ProblemAssert.NamesAsync(await SendAsync(HttpMethod.Post, $"orders/{id}/cancel", json), field);
    }

    [Theory]
    [InlineData(500, 202)]
    [InlineData(501, 422)]
    public async Task Cancel_accepts_reasons_of_up_to_500_characters(int length, int status)
    {
        var id = await PlacedOrderAsync();

        var response = await SendAsync(HttpMethod.Post, $"orders/{id}/cancel", $$"""{"reason":"{{new string('x', length)}}"}""");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Cancel_answers_415_when_the_body_is_not_json()
    {
        var id = await PlacedOrderAsync();

        var response = await SendAsync(HttpMethod.Post, $"orders/{id}/cancel", "reason=x", "application/x-www-form-urlencoded");

        await ProblemAssert.IsAsync(response, 415, "unsupported-content-type");
    }

    [Fact]
    public async Task Cancel_answers_404_when_there_is_no_such_order() =>
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "orders/nope/cancel"), 404, "order-not-found");

    [Fact]
    public async Task Cancel_answers_409_when_the_order_is_confirmed()
    {
        var id = await PlacedOrderAsync();
        var orders = Services.GetRequiredService<OrderService>();
        foreach (var fact in new IOrderEvent[] { Some.Reserved, Some.Captured(), Some.Scheduled })
        {
            await orders.ExecuteAsync(id, new RecordEvent(fact), Trace.None, default);
        }

        await orders.ExecuteAsync(id, new ConfirmOrder(), Trace.None, default);

        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, $"orders/{id}/cancel"), 409, "order-confirmed");
    }
}
