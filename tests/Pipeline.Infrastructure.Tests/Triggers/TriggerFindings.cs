using System.Text.RegularExpressions;
using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Triggers;

/// <summary>Triggers whose queue, container or connection a deployment lacks, and queues without a reader.</summary>
internal static partial class TriggerFindings
{
    private static readonly string[] Addresses = ["accountEndpoint", "fullyQualifiedNamespace"];

    public static IEnumerable<string> Of(Deployment deployment, IReadOnlyList<Trigger> triggers)
    {
        var settings = Settings.AppSettings.Of(deployment).Keys.ToList();
        var queues = deployment.Of("Microsoft.ServiceBus/namespaces/queues").Select(queue => queue.Name).ToList();
        var containers = deployment.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").Select(each => each.Name).ToList();
        var database = deployment.Only("Microsoft.DocumentDB/databaseAccounts/sqlDatabases").Name;
        var onQueues = triggers.Where(trigger => trigger.Kind == "ServiceBus").ToList();
        var onFeeds = triggers.Where(trigger => trigger.Kind == "CosmosDB").ToList();
        return
        [
            .. onQueues.Where(trigger => !queues.Contains(trigger.Arguments[0]))
                .Select(trigger => $"{trigger.Function} waits for the queue {trigger.Arguments[0]}"),
            .. queues.Where(queue => onQueues.Count(trigger => trigger.Arguments[0] == queue) != 1)
                .Select(queue => $"the queue {queue} is not read by one function"),
            .. onFeeds.Where(trigger => trigger.Arguments[0] != database)
                .Select(trigger => $"{trigger.Function} waits for the database {trigger.Arguments[0]}"),
            .. onFeeds.SelectMany(trigger => new[] { trigger.Arguments[1], trigger.Options["LeaseContainerName"] }
                .Except(containers)
                .Select(container => $"{trigger.Function} needs the container {container}")),
            .. triggers.Where(trigger => trigger.Options.ContainsKey("Connection"))
                .Where(trigger => !IsByIdentity(trigger.Options["Connection"], settings))
                .Select(trigger => $"{trigger.Function} has no connection {trigger.Options["Connection"]}"),
            .. triggers.SelectMany(trigger => trigger.Arguments.Concat(trigger.Options.Values),
                (trigger, text) => (trigger.Function, Setting: Placeholder().Match(text)))
                .Where(each => each.Setting.Success && !settings.Contains(each.Setting.Groups[1].Value))
                .Select(each => $"{each.Function} needs the setting {each.Setting.Groups[1].Value}"),
        ];
    }

    private static bool IsByIdentity(string connection, IReadOnlyList<string> settings) =>
        settings.Contains($"{connection}__credential")
        && settings.Contains($"{connection}__clientId")
        && Addresses.Any(address => settings.Contains($"{connection}__{address}"));

    // The host fills in a setting for %NAME%, and does not start the function without one.
    [GeneratedRegex("%([A-Za-z_]+)%")]
    private static partial Regex Placeholder();
}
