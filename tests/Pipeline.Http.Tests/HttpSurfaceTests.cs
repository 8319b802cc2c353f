namespace Pipeline.Http.Tests;

public sealed class HttpSurfaceTests : HttpTest
{
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
