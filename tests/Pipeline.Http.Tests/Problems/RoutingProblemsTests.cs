namespace Pipeline.Http.Tests.Problems;

public sealed class RoutingProblemsTests : HttpTest
{
    [Theory]
    [InlineData("nope")]
    [InlineData("orders/1/lines")]
    [InlineData("webhooks/payments")]
    [InlineData("../nope")]
    [InlineData("/")]
    public async Task Unknown_route_answers_404(string path) =>
        await ProblemAssert.IsAsync(await Client.GetAsync(path), 404, "route-not-found");

    [Theory]
    [InlineData("DELETE", "orders", "GET, HEAD, POST")]
    [InlineData("PUT", "orders/1", "GET, HEAD")]
    [InlineData("OPTIONS", "orders/1", "GET, HEAD")]
    [InlineData("HEAD", "events", "POST")]
    [InlineData("TRACE", "stats", "GET, HEAD")]
    [InlineData("GET", "orders/1/cancel", "POST")]
    [InlineData("GET", "events", "POST")]
    [InlineData("GET", "webhooks/payments/stripe", "POST")]
    [InlineData("POST", "inventory/SKU-1", "GET, HEAD, PUT")]
    [InlineData("POST", "sagas", "GET, HEAD")]
    [InlineData("GET", "dead-letters/1/replay", "POST")]
    [InlineData("PATCH", "stats", "GET, HEAD")]
    [InlineData("POST", "health/live", "GET, HEAD")]
    public async Task Wrong_method_answers_405_and_what_is_allowed(string method, string path, string allowed)
    {
        var response = await SendAsync(new HttpMethod(method), path);

        if (method == "HEAD")
        {
            Assert.Equal((405, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        }
        else
        {
            await ProblemAssert.IsAsync(response, 405, "method-not-allowed");
        }

        Assert.Equal(allowed.Split(", "), response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Problem_names_the_path_that_it_is_about()
    {
        var problem = await ProblemAssert.IsAsync(await Client.GetAsync("orders/a%20b"), 404, "order-not-found");

        Assert.Equal(
            ("/api/orders/a%20b", "Order not found"),
            (problem.GetProperty("instance").GetString(), problem.GetProperty("title").GetString()));
    }
}
