using Microsoft.AspNetCore.Http;
using Moq;
using Pipeline.Http.Access;
using Pipeline.Http.Operations;
using Pipeline.Http.Orders;
using Pipeline.Http.Requests;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Http.Tests;

public sealed class HttpSurfaceTests : HttpTest
{
    [Fact]
    public async Task Every_get_is_answered_to_head_too_without_its_body()
    {
        AnswerWithNothing();
        Views.Setup(views => views.ListAsync(It.IsAny<OrderQuery>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        var id = await PlacedOrderAsync();
        var reads = HttpSurface.Operations.Where(operation => operation.Method == "GET").ToList();
        Assert.InRange(reads.Count, 10, 100);
        foreach (var path in reads.Select(operation => operation.Route.Replace("{id}", id, StringComparison.Ordinal)))
        {
            var got = await Client.GetAsync(path);
            var head = await SendAsync(HttpMethod.Head, path);

            Assert.Equal((got.StatusCode, ""), (head.StatusCode, await head.Content.ReadAsStringAsync()));
            Assert.Equal(got.Content.Headers.ToString(), head.Content.Headers.ToString());
            Assert.Equal(got.Headers.ETag, head.Headers.ETag);
        }
    }

    [Fact]
    public void Surface_has_each_name_and_each_method_of_a_route_once()
    {
        Assert.Equal(HttpSurface.Operations.Count, HttpSurface.Operations.Select(operation => operation.Name).Distinct().Count());
        Assert.Equal(
            HttpSurface.Operations.Count,
            HttpSurface.Operations.Select(operation => (operation.Method, operation.Route)).Distinct().Count());
    }

    [Fact]
    public void Surface_has_an_endpoint_for_each_row()
    {
        Assert.All(HttpSurface.Operations, operation => Assert.NotNull(operation.Endpoint(Services)));
        Assert.Equal(
            HttpSurface.Operations.Count,
            HttpSurface.Operations.Select(operation => operation.Endpoint(Services).GetType()).Distinct().Count());
    }

    [Theory]
    [InlineData(AccessLevel.Admin, "dead-letters, inventory, sagas, stats")]
    [InlineData(AccessLevel.Function, "events, orders")]
    [InlineData(AccessLevel.Anonymous, "health, webhooks")]
    public void Surface_asks_operators_and_clients_for_their_keys(AccessLevel access, string parts) => Assert.Equal(
        parts.Split(", "),
        HttpSurface.Operations.Where(operation => operation.Access == access).Select(operation => operation.Route.Split('/')[0])
            .Distinct()
            .Order());

    [Fact]
    public void Surface_tells_who_may_call_an_endpoint()
    {
        Assert.Equal(AccessLevel.Anonymous, HttpSurface.Of<LiveEndpoint>()?.Access);
        Assert.Equal(AccessLevel.Function, HttpSurface.Of<GetOrderEndpoint>()?.Access);
        Assert.Null(HttpSurface.Of<IEndpoint>());
    }

    [Fact]
    public void Endpoint_that_is_not_in_the_table_stays_closed()
    {
        var keys = new CallerKeys(new AccessOptions { AdminKey = AdminKey, ClientKeys = [ClientKey] });
        var request = new DefaultHttpContext().Request;
        request.Headers[CallerKeys.HeaderName] = ClientKey;

        Assert.Equal("admin-key-required", HttpSurface.WhyNot<IEndpoint>(request, keys)?.Code);
        Assert.Null(HttpSurface.WhyNot<GetOrderEndpoint>(request, keys));
    }

    /// <summary>README's table of who may call what is this one.</summary>
    [Fact]
    public void Readme_says_who_may_call_each_operation()
    {
        var rows = File.ReadLines(RepositoryFiles.PathOf("README.md"))
            .SkipWhile(line => !line.StartsWith("| who |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|'))
            .ToDictionary(cells => cells[1].Trim(), cells => cells[3]);

        foreach (var (who, level) in new[]
                 {
                     ("clients", AccessLevel.Function), ("operators", AccessLevel.Admin), ("anyone", AccessLevel.Anonymous),
                 })
        {
            Assert.Equal(
                HttpSurface.Operations.Where(operation => operation.Access == level)
                    .Select(operation => $"{operation.Method} /{operation.Route}").Order(),
                PageTable.Codes(rows[who]).Order());
        }
    }
}
