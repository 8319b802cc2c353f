using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Local;

/// <summary>
/// The Service Bus emulator's configuration has the queues of routes.json, as the Bicep makes them as far as the emulator can.
/// </summary>
public sealed class ServiceBusConfigTests
{
    private const string Name = "local/servicebus/Config.json";
    private const string Regenerate = "UPDATE_GENERATED";
    private const string DeadLetters = "dead-letters";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void The_emulator_has_the_queues_of_the_routes()
    {
        var wanted = Generate();
        if (Environment.GetEnvironmentVariable(Regenerate) is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(RepositoryFiles.PathOf(Name))!);
            File.WriteAllText(RepositoryFiles.PathOf(Name), wanted);
        }

        Assert.True(
            File.Exists(RepositoryFiles.PathOf(Name)) && RepositoryFiles.Read(Name).ReplaceLineEndings("\n") == wanted,
            $"{Name} is not what routes.json says. Write it again with: "
            + $"{Regenerate}=1 dotnet test tests/Pipeline.Functions.Tests --filter {nameof(ServiceBusConfigTests)}");
    }

    private static string Generate()
    {
        var queues = Routes.Default.Queues
            .Select(queue => (JsonNode)new JsonObject { ["Name"] = queue, ["Properties"] = PropertiesOf(queue) });
        var config = new JsonObject
        {
            ["UserConfig"] = new JsonObject
            {
                // The emulator knows one namespace, of this name.
                ["Namespaces"] = new JsonArray(
                    new JsonObject { ["Name"] = "sbemulatorns", ["Queues"] = new JsonArray([.. queues]), ["Topics"] = new JsonArray() }),
                ["Logging"] = new JsonObject { ["Type"] = "Console" },
            },
        };
        return config.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    // The emulator's largest values: an hour to live, ten deliveries, five minutes of duplicate detection.
    private static JsonObject PropertiesOf(string queue)
    {
        var properties = new JsonObject
        {
            ["DefaultMessageTimeToLive"] = "PT1H",
            ["DeadLetteringOnMessageExpiration"] = true,
            ["LockDuration"] = "PT1M",
            ["MaxDeliveryCount"] = 10,
            ["RequiresDuplicateDetection"] = queue != DeadLetters,
            ["RequiresSession"] = false,
        };
        if (queue != DeadLetters)
        {
            properties["DuplicateDetectionHistoryTimeWindow"] = "PT5M";
            properties["ForwardDeadLetteredMessagesTo"] = DeadLetters;
        }

        return properties;
    }
}
