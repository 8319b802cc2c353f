using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Triggers;

[Collection(AzdTests.Name)]
public sealed class TriggerTests(Azd azd)
{
    [BicepFact]
    public async Task Every_trigger_has_its_queue_container_and_connection() =>
        Assert.Empty(TriggerFindings.Of(await azd.StandardAsync(), Trigger.All));

    [Fact]
    public void Source_has_triggers_of_queues_feeds_blobs_and_time() => Assert.Equal(
        ["CosmosDB", "EventGrid", "ServiceBus", "Timer"],
        Trigger.All.Select(trigger => trigger.Kind).Distinct().Order());

    [BicepFact]
    public async Task Seeded_faults_are_found()
    {
        var broken = new InfraCopy()
            .With("src/Pipeline.Core/routes.json", "\"dead-letters\": []", "\"dead-letters\": [], \"spare\": []")
            .With(
                "infra/modules/service-bus.bicep", "queue => queue != deadLetters",
                "queue => queue != deadLetters && queue != 'notify-shipment'")
            .With("src/Pipeline.Azure/Cosmos/containers.json", "\"leases\"", "\"lease\"")
            .With("infra/modules/functions.bicep", "ServiceBus__", "Bus__")
            .With("infra/modules/functions.bicep", "  LeasePrefix: 'main'\n", "");
        var findings = TriggerFindings.Of(await azd.DeployAsync(broken), Trigger.All).ToList();

        Assert.Contains("the queue spare is not read by one function", findings);
        Assert.Contains("NotifyShipment waits for the queue notify-shipment", findings);
        Assert.Contains("RelayOrders needs the container leases", findings);
        Assert.Contains("ArchiveEvents has no connection ServiceBus", findings);
        Assert.Contains("RelayEvents needs the setting LeasePrefix", findings);
    }

    [BicepFact]
    public async Task Undelivered_events_are_read_by_the_function_of_the_code()
    {
        using var infra = new InfraCopy();
        const string parameters = "using 'undelivered.bicep'\nparam systemTopicName = 'egst'\n"
            + "param storageAccountName = 'stdata'\nparam functionAppName = 'func'\n";
        var deployment = await Deployment.PredictAsync(azd.Bicep, infra, "rg-test", "undelivered.bicep", parameters);
        var subscription = deployment.Only("Microsoft.EventGrid/systemTopics/eventSubscriptions");
        var reader = Assert.Single(Trigger.All, trigger => trigger.Kind == "EventGrid");

        Assert.EndsWith(
            $"/sites/func/functions/{reader.Function}",
            subscription.TextAt("destination", "properties", "resourceId"), StringComparison.Ordinal);
        Assert.Equal("/blobServices/default/containers/undelivered/", subscription.TextAt("filter", "subjectBeginsWith"));
        Assert.NotEqual("undelivered", subscription.TextAt(
            "deadLetterWithResourceIdentity", "deadLetterDestination", "properties", "blobContainerName"));
    }
}
