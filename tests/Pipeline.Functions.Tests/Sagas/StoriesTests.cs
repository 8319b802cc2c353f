using Pipeline.Sagas;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class StoriesTests
{
    public static TheoryData<string> Names => [.. Stories.All.Select(story => story.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Story_ends_as_it_says_when_it_is_told(string name)
    {
        var (bench, story) = (new SagaBench(), Stories.All.Single(story => story.Name == name));
        await story.TellAsync(bench);
        var saga = await bench.Operations.GetAsync(story.SagaId ?? bench.OrderId, default);
        Assert.Equal(story.End, saga!.Phase);
        Assert.Equal(SagaMode.Idle, saga.Mode);
        Assert.Equal(story.Ran, bench.Ran);
    }
}
