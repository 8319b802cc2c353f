using System.Net;
using System.Text;
using Moq;
using Pipeline.Http.Access;
using Pipeline.Http.Answers;
using Pipeline.Inventory;

namespace Pipeline.Http.Tests.Requests;

public sealed class PathAndQueryTests : HttpTest
{
    public static TheoryData<string> Impossible =>
        ["a%2Fb", "%2F", "a%20b", "%E2%80%8B", "%FF", "é", "a%0Ab", new string('a', 301), "a%3Fb"];

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Path_that_nothing_can_have_is_not_looked_for(string id)
    {
        Stock.Setup(stock => stock.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new Stock("S", 1, 0));
        foreach (var (method, path, code) in new[]
        {
            ("GET", $"inventory/{id}", "sku-not-found"), ("GET", $"orders/{id}", "order-not-found"),
            ("GET", $"orders/{id}/events", "order-not-found"), ("POST", $"orders/{id}/cancel", "order-not-found"),
            ("GET", $"sagas/{id}", "saga-not-found"), ("POST", $"sagas/{id}/resume", "saga-not-found"),
            ("GET", $"dead-letters/{id}", "dead-letter-not-found"), ("POST", $"dead-letters/{id}/replay", "dead-letter-not-found"),
        })
        {
            await ProblemAssert.IsAsync(await SendAsync(new HttpMethod(method), path), 404, code);
        }

        Stock.VerifyNoOtherCalls();
        Sagas.VerifyNoOtherCalls();
        DeadLetters.VerifyNoOtherCalls();
    }

    // 101 characters: a saga may have it, a SKU may not.
    [Fact]
    public async Task Stock_of_what_no_order_can_name_is_not_made_up()
    {
        await ProblemAssert.IsAsync(await Client.GetAsync("inventory/" + new string('a', 101)), 404, "sku-not-found");
        Stock.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("c%201")]
    [InlineData("%FF")]
    [InlineData("a%2Fb")]
    [InlineData("..")]
    [InlineData("%C3%A9")]
    public async Task Customer_that_nobody_can_be_is_not_looked_for(string customer)
    {
        var problem = await ProblemAssert.IsAsync(await Client.GetAsync($"orders?customerId={customer}"), 400, "bad-query");
        Assert.Contains("customerId must be 1 to 100 letters", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Views.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Parameter_that_an_operation_does_not_take_is_refused_by_every_operation_but_those_of_anyone()
    {
        var id = await PlacedOrderAsync();
        foreach (var operation in HttpSurface.Operations.Where(operation => operation.Access != AccessLevel.Anonymous))
        {
            var path = operation.Route.Replace("{id}", id, StringComparison.Ordinal).Replace("{sku}", "S", StringComparison.Ordinal);
            var answer = await SendAsync(new HttpMethod(operation.Method), path + "?dryRun=true", OrderJson);

            var problem = await ProblemAssert.IsAsync(answer, 400, "bad-query");
            Assert.Contains("dryRun is unknown", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("health/live?probe=1")).StatusCode);
        await ProblemAssert.IsAsync(
            await SendAsync(HttpMethod.Post, "webhooks/payments/stripe?from=stripe", "{}"), 401, "signature-missing");
    }

    [Fact]
    public async Task Problem_quotes_what_a_caller_sent_on_one_visible_line()
    {
        var problem = await ProblemAssert.IsAsync(
            await SendAsync(HttpMethod.Post, "webhooks/payments/a%0Ab%E2%80%AEc", "{}"), 404, "unknown-payment-provider");

        Assert.StartsWith("There is no payment provider a bc;", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8; charset=iso-8859-1")]
    [InlineData("application/json; charset=")]
    public async Task Charset_that_contradicts_is_refused(string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(OrderJson));
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));

        await ProblemAssert.IsAsync(await Client.PostAsync("orders", content), 415, "unsupported-content-type");
    }

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData(" \r\n\t", "It is empty.")]
    [InlineData("\uFEFF{}", "byte order mark")]
    [InlineData("{\"a\":1,}", "trailing comma")]
    public async Task Body_that_is_no_json_is_refused_in_words_for_its_sender(string body, string why)
    {
        var problem = await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "orders", body), 400, "not-json");

        Assert.Contains(why, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("zzzz")]
    [InlineData("01990000-0000-7000-8000-00000000abcd")]
    [InlineData("!!!")]
    [InlineData("=")]
    [InlineData("%E2%80%8B")]
    public async Task Cursor_that_no_page_named_is_refused_by_each_list(string after)
    {
        foreach (var list in new[] { "orders", "sagas", "dead-letters" })
        {
            var problem = await ProblemAssert.IsAsync(await Client.GetAsync($"{list}?after={after}"), 400, "bad-query");
            Assert.Contains("after", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cursor_is_read_only_whole_and_by_its_own_list()
    {
        var cursor = PageCursor.Of("orders", "o-1");
        Assert.Equal("o-1", PageCursor.Read("orders", cursor));
        Assert.Null(PageCursor.Read("sagas", cursor));
        Assert.All(Enumerable.Range(0, cursor.Length), length => Assert.Null(PageCursor.Read("orders", cursor[..length])));
        Assert.Null(PageCursor.Read("orders", Convert.ToBase64String(Encoding.UTF8.GetBytes("orders\no-1\n")) + " "));
        await ProblemAssert.IsAsync(await Client.GetAsync($"sagas?after={cursor}"), 400, "bad-query");
    }

    [Theory]
    [InlineData("customerId=a%E2%80%A8b", "U+2028")]
    [InlineData("customerId=%E2%80%AEb", "U+202E")]
    [InlineData("customerId=%C2%A0", "U+00A0")]
    public async Task Query_with_a_character_that_nobody_sees_is_refused_by_its_name(string query, string name)
    {
        var problem = await ProblemAssert.IsAsync(await Client.GetAsync($"orders?{query}"), 400, "bad-query");
        Assert.Contains(name, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\u200b", "U+200B")]
    [InlineData("\\u2028", "U+2028")]
    [InlineData("\\u0085", "U+0085")]
    [InlineData("\\ue000", "U+E000")]
    [InlineData("\\u3000", "U+3000")]
    public async Task Reason_of_a_cancel_is_one_visible_line(string character, string name)
    {
        var id = await PlacedOrderAsync();
        var problem = await ProblemAssert.IsAsync(
            await SendAsync(HttpMethod.Post, $"orders/{id}/cancel", $"{{\"reason\":\"a{character}b\"}}"), 422, "invalid-request");
        Assert.Contains(name, problem.GetProperty("errors").GetProperty("reason")[0].GetString(), StringComparison.Ordinal);
    }
}
