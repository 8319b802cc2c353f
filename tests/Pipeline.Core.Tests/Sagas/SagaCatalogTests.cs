using Moq;
using Pipeline.Failures;
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
        Assert.Equal((true, false), (catalog.Has("Made"), catalog.Has("Other")));
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
    public void Earlier_definition_is_found_when_there_is_a_newer_one()
    {
        var newer = Definition with { Version = 2 };
        var catalog = new SagaCatalog([Definition, newer], Activities([.. Definition.Activities()]));

        Assert.Same(newer, catalog.Newest("Made"));
        Assert.Same(Definition, catalog.Find("Made", 1));
        Assert.Null(catalog.Find("Made", 3));
        Assert.Equal([Definition, newer], catalog.Definitions.OrderBy(definition => definition.Version));
    }

    [Fact]
    public void Missing_activity_is_a_transient_failure()
    {
        var catalog = new SagaCatalog([], []);

        var failure = Assert.IsType<Transient>(Assert.Throws<FailureException>(() => catalog.Activity("gone")).Failure);

        Assert.Equal(("activity-unknown", TimeSpan.FromMinutes(1)), (failure.Code, failure.RetryAfter));
        Assert.Contains("gone", failure.Detail, StringComparison.Ordinal);
    }

    private static List<ISagaActivity> Activities(params string[] names) =>
        [.. names.Select(name => Mock.Of<ISagaActivity>(activity => activity.Name == name))];
}
