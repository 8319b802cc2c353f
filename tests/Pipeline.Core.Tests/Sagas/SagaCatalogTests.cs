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

        Assert.Same(Definition, catalog.Newest("Made"));
        Assert.Same(activities[1], catalog.Activity("undo"));
        Assert.Throws<KeyNotFoundException>(() => catalog.Newest("Other"));
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

    [Fact]
    public void Running_saga_keeps_its_definition_when_there_is_a_newer_one()
    {
        var newer = Definition with { Version = 2 };
        var catalog = new SagaCatalog([Definition, newer], Activities([.. Definition.Activities()]));
        var running = SagaDecider.Start(Definition, new SagaStart("s-1", Input: null, Pipeline.Events.Trace.None), DateTimeOffset.UnixEpoch);

        Assert.Same(newer, catalog.Newest("Made"));
        Assert.Same(Definition, catalog.Of(running));
        Assert.Throws<KeyNotFoundException>(() => catalog.Of(running with { DefinitionVersion = 3 }));
    }

    private static List<ISagaActivity> Activities(params string[] names) =>
        [.. names.Select(name => Mock.Of<ISagaActivity>(activity => activity.Name == name))];
}
