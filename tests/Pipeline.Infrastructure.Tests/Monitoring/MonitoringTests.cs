using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Code;
using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Monitoring;

[Collection(AzdTests.Name)]
public sealed partial class MonitoringTests(Azd azd)
{
    private static readonly string[] Watched =
    [
        "Microsoft.DocumentDB/databaseAccounts", "Microsoft.EventGrid/topics", "Microsoft.EventGrid/systemTopics",
        "Microsoft.KeyVault/vaults",
        "Microsoft.OperationalInsights/workspaces", "Microsoft.ServiceBus/namespaces", "Microsoft.Storage/storageAccounts",
        "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/queueServices",
        "Microsoft.Storage/storageAccounts/tableServices", "Microsoft.Web/sites",
    ];

    // From the published lists of metrics, each with the dimensions that it can be split by.
    private static readonly Dictionary<string, string[]> Metrics = new()
    {
        ["Microsoft.ServiceBus/namespaces ActiveMessages"] = ["EntityName"],
        ["Microsoft.ServiceBus/namespaces CompleteMessage"] = ["EntityName"],
        ["Microsoft.ServiceBus/namespaces DeadletteredMessages"] = ["EntityName"],
        ["Microsoft.ServiceBus/namespaces ThrottledRequests"] = ["EntityName"],
        ["Microsoft.EventGrid/topics DeadLetteredCount"] = ["EventSubscriptionName", "DeadLetterReason"],
        ["Microsoft.EventGrid/topics DeliveryAttemptFailCount"] = ["EventSubscriptionName", "Error", "ErrorType"],
        ["Microsoft.EventGrid/topics DroppedEventCount"] = ["EventSubscriptionName", "DropReason"],
        ["Microsoft.EventGrid/topics PublishFailCount"] = ["ErrorType", "Error"],
        ["Microsoft.EventGrid/systemTopics DeadLetteredCount"] = ["EventSubscriptionName", "DeadLetterReason"],
        ["Microsoft.DocumentDB/databaseAccounts TotalRequests"] =
            ["DatabaseName", "CollectionName", "Region", "StatusCode", "OperationType"],
        ["Microsoft.DocumentDB/databaseAccounts NormalizedRUConsumption"] =
            ["CollectionName", "DatabaseName", "Region", "PartitionKeyRangeId"],
    };

    [BicepFact]
    public async Task Every_service_sends_its_logs_and_metrics_to_the_workspace()
    {
        var deployment = await azd.StandardAsync();
        var watched = deployment.Of("Microsoft.Insights/diagnosticSettings").Select(each => each.Scope).ToList();

        Assert.Empty(Watched.SelectMany(deployment.Of).Select(each => each.Id).Except(watched));
    }

    [BicepFact]
    public async Task Every_alert_notifies_the_action_group()
    {
        var deployment = await azd.StandardAsync();
        var group = deployment.Only("Microsoft.Insights/actionGroups").Id;

        Assert.All(deployment.Of("Microsoft.Insights/metricAlerts"),
            each => Assert.Equal(group, each.At("actions")[0].GetProperty("actionGroupId").GetString()));
        Assert.All(deployment.Of("Microsoft.Insights/scheduledQueryRules"),
            each => Assert.Equal(group, each.At("actions", "actionGroups")[0].GetString()));
    }

    [BicepFact]
    public async Task Alerts_use_published_metrics_of_their_resource()
    {
        foreach (var alert in (await azd.StandardAsync()).Of("Microsoft.Insights/metricAlerts"))
        {
            var criterion = alert.At("criteria", "allOf")[0];
            var space = criterion.GetProperty("metricNamespace").GetString()!;
            var dimensions = Metrics[$"{space} {criterion.GetProperty("metricName").GetString()}"];

            Assert.Contains($"/{space}/", alert.At("scopes")[0].GetString(), StringComparison.Ordinal);
            Assert.All(criterion.GetProperty("dimensions").EnumerateArray(),
                each => Assert.Contains(each.GetProperty("name").GetString(), dimensions));
        }
    }

    [BicepFact]
    public async Task Waiting_messages_are_watched_on_every_queue()
    {
        var alert = (await azd.StandardAsync()).Of("Microsoft.Insights/metricAlerts").Single(each => each.Name == "test-messages-waiting");
        var watched = alert.At("criteria", "allOf")[0].GetProperty("dimensions")[0].GetProperty("values").EnumerateArray()
            .Select(each => each.GetString()!);

        Assert.Equal(Queues.RoutingTable.Read().Queues.Keys.Order(), watched.Order());
    }

    [BicepFact]
    public async Task Log_alerts_search_for_words_that_the_code_writes()
    {
        var texts = SourceFiles.Texts().ToHashSet(StringComparer.Ordinal);
        var queries = (await azd.StandardAsync()).Of("Microsoft.Insights/scheduledQueryRules")
            .Select(each => each.At("criteria", "allOf")[0].GetProperty("query").GetString()!).ToList();
        var measures = queries.SelectMany(query => Measure().Matches(query)).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(5, measures.Count);
        Assert.Empty(measures.Except(texts));
        Assert.Contains("Measure {Name} of {Of} is {Value}", texts);
        Assert.Contains(texts, text => text.StartsWith("The change feed skipped events of order ", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains(") can neither be published (", StringComparison.Ordinal));
        Assert.Contains("MeasureLag", texts);
        Assert.Contains("PaymentWebhook", texts);
    }

    [BicepFact]
    public async Task Budget_is_created_only_when_it_is_set()
    {
        Assert.Empty((await azd.StandardAsync()).Of("Microsoft.Consumption/budgets"));

        var budget = (await azd.ChosenAsync()).Only("Microsoft.Consumption/budgets");
        Assert.Equal(250, budget.At("amount").GetInt32());
        Assert.Equal("2026-01-01", budget.TextAt("timePeriod", "startDate"));
    }

    [BicepFact]
    public async Task Workbook_is_valid_and_names_existing_resources()
    {
        var deployment = await azd.StandardAsync();
        var content = deployment.Only("Microsoft.Insights/workbooks").TextAt("serializedData")!;
        using var workbook = JsonDocument.Parse(content);
        var named = workbook.RootElement.GetProperty("items").EnumerateArray().SelectMany(ResourcesOf).Distinct().ToList();

        Assert.Equal(4, named.Count);
        Assert.Empty(named.Except(deployment.Resources.Select(each => each.Id)));
    }

    private static IEnumerable<string> ResourcesOf(JsonElement item) => new[] { "crossComponentResources", "resourceIds" }
        .Where(list => item.GetProperty("content").TryGetProperty(list, out _))
        .SelectMany(list => item.GetProperty("content").GetProperty(list).EnumerateArray())
        .Select(id => id.GetString()!);

    [GeneratedRegex("\"Measure (pipeline[a-z._]+) of \"")]
    private static partial Regex Measure();
}
