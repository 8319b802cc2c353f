using System.Text.Json;
using Pipeline.Http.Requests;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Hosting;

public sealed class HostJsonTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(RepositoryFiles.Read("host.json")).RootElement;

    [Fact]
    public void The_route_prefix_is_that_of_the_surface() =>
        Assert.Equal(RequestParts.RoutePrefix.Trim('/'), Extension("http").GetProperty("routePrefix").GetString());

    // Auto-completion would settle behind the functions' backs; prefetched messages would wait with their lock running.
    [Fact]
    public void Messages_are_settled_by_the_functions_and_not_fetched_ahead()
    {
        Assert.False(Extension("serviceBus").GetProperty("autoCompleteMessages").GetBoolean());
        Assert.Equal(0, Extension("serviceBus").GetProperty("prefetchCount").GetInt32());
    }

    [Fact]
    public void Every_number_is_explained()
    {
        var docs = RepositoryFiles.Read("docs/functions.md");

        Assert.NotEmpty(Leaves(Host));
        Assert.All(Leaves(Host), name => Assert.Contains($"`{name}`", docs, StringComparison.Ordinal));
    }

    private static JsonElement Extension(string name) => Host.GetProperty("extensions").GetProperty(name);

    private static IEnumerable<string> Leaves(JsonElement element) => element.EnumerateObject().SelectMany(property =>
        property.Value.ValueKind == JsonValueKind.Object && property.Name != "logLevel" ? Leaves(property.Value) : [property.Name]);
}
