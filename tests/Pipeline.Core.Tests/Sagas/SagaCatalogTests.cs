using Moq;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public class SagaCatalogTests
{
    private static readonly SagaDefinition Definition =
        new("Made", 1, "started", [new("do", "undo"), new("do-more")], "cancel", AfterCompensation: "close", OnAttention: "tell");

    [Fact]
    public void Catalog_gives_definitions_and_activities_by_name()
    {
        var activities = Activities("do", "undo", "do-more", "close", "tell");
        var catalog = new SagaCatalog([Definition], activities);

        Assert.Same(Definition, catalog.Definition("Made"));
        Assert.Same(activities[1], catalog.Activity("undo"));
        Assert.Throws<KeyNotFoundException>(() => catalog.Definition("Other"));
    }

    [Theory]
    [InlineData("do")]
    [InlineData("undo")]
    [InlineData("close")]
    [InlineData("tell")]
    public void Catalog_is_refused_when_an_activity_is_missing(string missing)
    {
        var activities = Activities([.. Definition.Activities().Where(name => name != missing)]);

        var error = Assert.Throws<ArgumentException>(() => new SagaCatalog([Definition], activities));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    private static List<ISagaActivity> Activities(params string[] names) =>
        [.. names.Select(name => Mock.Of<ISagaActivity>(activity => activity.Name == name))];
}
