using Moq;
using Pipeline.Http.Answers;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Orders;

public sealed class ListOrdersEndpointTests : HttpTest
{
    private static readonly OrderView View = OrderView.Of(Some.Order());

    [Fact]
    public async Task List_shows_what_the_read_model_has()
    {
        Views.Setup(views => views.ListAsync(new OrderQuery(null, null, null, 50), It.IsAny<CancellationToken>())).ReturnsAsync([View]);

        var page = await GetJsonAsync("orders");

        Assert.Equal(
            $$"""{"items":[{"orderId":"{{View.OrderId}}","status":"placed","version":1"""
                + $$""","customerId":"c-1","currency":"USD","totalAmount":3200,"lineCount":1,"trackingNumber":null"""
                + $$""","placedAt":"2026-01-02T03:04:05+00:00","updatedAt":"2026-01-02T03:04:05+00:00"}],"next":null}""",
            page.GetRawText());
    }

    [Fact]
    public async Task List_passes_filters_on_and_names_the_next_page_when_this_one_is_full()
    {
        var query = new OrderQuery("c-1", OrderStatus.NeedsAttention, "order-9", 2);
        Views.Setup(views => views.ListAsync(query, It.IsAny<CancellationToken>())).ReturnsAsync([View, View with { OrderId = "order-7" }]);

        var page = await GetJsonAsync($"orders?customerId=c-1&status=needs-attention&after={PageCursor.Of("orders", "order-9")}&limit=2");

        Assert.Equal(PageCursor.Of("orders", "order-7"), page.GetProperty("next").GetString());
    }

    [Theory]
    [InlineData("limit=1")]
    [InlineData("limit=200")]
    [InlineData("code=a-function-key")]
    public async Task List_accepts_what_is_allowed(string query)
    {
        Views.Setup(views => views.ListAsync(It.IsAny<OrderQuery>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);

        Assert.Equal("""{"items":[],"next":null}""", (await GetJsonAsync($"orders?{query}")).GetRawText());
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("status=Placed")]
    [InlineData("status=0")]
    [InlineData("status=")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=99999999999")]
    [InlineData("limit=1&limit=2")]
    [InlineData("custommerId=c-1")]
    [InlineData("after=")]
    [InlineData("after=%00")]
    public async Task List_answers_400_when_the_query_is_wrong(string query) =>
        await ProblemAssert.IsAsync(await Client.GetAsync($"orders?{query}"), 400, "bad-query");
}
