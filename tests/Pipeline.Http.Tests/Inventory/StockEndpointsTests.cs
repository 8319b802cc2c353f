using Moq;
using Pipeline.Failures;
using Pipeline.Inventory;

namespace Pipeline.Http.Tests.Inventory;

public sealed class StockEndpointsTests : HttpTest
{
    [Fact]
    public async Task Get_shows_the_stock()
    {
        Stock.Setup(stock => stock.GetAsync("SKU-1", It.IsAny<CancellationToken>())).ReturnsAsync(new Stock("SKU-1", 10, 2));

        Assert.Equal("""{"sku":"SKU-1","onHand":10,"reserved":2,"available":8}""", (await GetJsonAsync("inventory/SKU-1")).GetRawText());
    }

    [Fact]
    public async Task Get_answers_404_when_the_sku_is_unknown() =>
        await ProblemAssert.IsAsync(await Client.GetAsync("inventory/nope"), 404, "sku-not-found");

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000_000)]
    public async Task Put_sets_the_stock_on_hand(long onHand)
    {
        Stock.Setup(stock => stock.SetOnHandAsync("SKU-1", onHand, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Stock("SKU-1", onHand, 0));

        var response = await SendAsync(HttpMethod.Put, "inventory/SKU-1", $$"""{"onHand":{{onHand}}}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(onHand, (await JsonAsync(response)).GetProperty("available").GetInt64());
    }

    [Fact]
    public async Task Put_answers_409_when_more_is_reserved()
    {
        Stock.Setup(stock => stock.SetOnHandAsync("SKU-1", 1, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Rejected("stock-reserved", "2 are reserved."));

        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Put, "inventory/SKU-1", """{"onHand":1}"""), 409, "stock-reserved");
    }

    [Theory]
    [InlineData("{}", "onHand")]
    [InlineData("""{"onHand":-1}""", "onHand")]
    [InlineData("""{"onHand":1000000001}""", "onHand")]
    [InlineData("""{"onHand":"10"}""", "onHand")]
    [InlineData("""{"onHand":1.5}""", "onHand")]
    [InlineData("""{"onHand":null}""", "onHand")]
    [InlineData("""{"onHand":1,"sku":"SKU-1"}""", "sku")]
    [InlineData("[10]", "$")]
    public async Task Put_answers_422_when_the_body_is_wrong(string json, string field) =>
        await ProblemAssert.NamesAsync(await SendAsync(HttpMethod.Put, "inventory/SKU-1", json), field);

    [Theory]
    [InlineData("a%20b")]
    [InlineData("%C3%A9")]
    public async Task Put_answers_422_when_the_sku_is_not_an_identifier(string sku) =>
        await ProblemAssert.NamesAsync(await SendAsync(HttpMethod.Put, $"inventory/{sku}", """{"onHand":1}"""), "sku");
}
