using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Sends a scenario's calls to this gateway and to another service, and compares what they answer.</summary>
internal static class CrossCheck
{
    public static async Task Run(string scenario, CosmosClient other)
    {
        using var cosmos = new InMemoryCosmos(new VirtualTime());
        using var client = cosmos.CreateClient();
        var ours = await Play(scenario, client);
        var theirs = await Play(scenario, other);
        Assert.NotEmpty(ours);
        Assert.Equal(string.Join('\n', theirs), string.Join('\n', ours));
    }

    private static async Task<IReadOnlyList<string>> Play(string scenario, CosmosClient client)
    {
        Database database = await client.CreateDatabaseIfNotExistsAsync("crosscheck");
        var name = string.Concat(scenario.Where(char.IsLetter)) + Environment.ProcessId;
        Container container = await database.CreateContainerAsync(name, "/pk");
        var transcript = new Transcript(container);
        await Scenarios.All[scenario].Play(container, transcript);
        await container.DeleteContainerAsync();
        return transcript.Lines;
    }
}
