using Moq;
using Pipeline.Orders;

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

    [Fact]
    public void Surface_asks_for_the_admin_key_where_operators_act()
    {
        var admin = HttpSurface.Operations.Where(operation => operation.Access == AccessLevel.Admin)
            .Select(operation => operation.Route.Split('/')[0]);

        Assert.Equal(["dead-letters", "inventory", "sagas", "stats"], admin.Distinct().Order());
    }
}
