using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Events;
using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Intake;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Queues;

[Collection(AzdTests.Name)]
public sealed partial class QueueTests(Azd azd)
{
    private const string ServiceBus = "infra/modules/service-bus.bicep";
    private const string EventGrid = "infra/modules/event-grid.bicep";

    [BicepFact]
    public async Task Queues_and_subscriptions_are_those_of_routes_json() =>
        Assert.Empty(QueueFindings.Of(await azd.StandardAsync(), RoutingTable.Read()));

    [BicepFact]
    public async Task Seeded_faults_are_found()
    {
        var broken = new InfraCopy()
            .With(ServiceBus, "queue => queue != deadLetters", "queue => queue != deadLetters && queue != 'order-saga'")
            .With(ServiceBus, "      forwardDeadLetteredMessagesTo: deadLetterQueue.name\n", "")
            .With(EventGrid, "route => !empty(route.value)", "route => length(route.value) > 1 || route.value != ['*']")
            .With(EventGrid, "'${routes.prefix}${type}'", "'org.example.${type}'")
            .With(EventGrid, "blobContainerName: undeliveredContainer", "blobContainerName: 'lost'");
        var findings = QueueFindings.Of(await azd.DeployAsync(broken), RoutingTable.Read()).ToList();

        Assert.Contains("queue order-saga is missing", findings);
        Assert.Contains("queue reserve-inventory does not forward its dead letters", findings);
        Assert.Contains("subscription archive-events is missing", findings);
        Assert.Contains("subscription notify-shipment takes org.example.shipment.scheduled", findings);
        Assert.Contains("subscription order-saga keeps nothing that it cannot deliver", findings);
    }

    [BicepFact]
    public async Task Message_ids_are_event_ids_only_when_outsiders_do_not_choose_them()
    {
        foreach (var subscription in (await azd.StandardAsync()).Of("Microsoft.EventGrid/topics/eventSubscriptions"))
        {
            var mappings = subscription.At("deliveryWithResourceIdentity", "destination", "properties", "deliveryAttributeMappings");
            var takesOutsideEvents = OutsideEvents.Types.Any(type => Routes.Default.Takes(subscription.Name, type));

            Assert.Equal(takesOutsideEvents ? 0 : 1, mappings.GetArrayLength());
        }
    }

    // A type that only the archive takes makes no difference to what is deployed, until a queue takes it.
    [Fact]
    public void Template_knows_every_type_that_comes_from_outside()
    {
        var listed = OutsideTypes().Match(RepositoryFiles.Read("infra/main.bicep")).Groups["types"].Value.Split(", ");

        Assert.Equal(OutsideEvents.Types.Order(), listed.Select(type => EventTypes.Full(type.Trim('\''))).Order());
    }

    [BicepFact]
    public async Task Queues_remember_ids_as_long_as_Event_Grid_retries()
    {
        var deployment = await azd.StandardAsync();
        var minutes = deployment.Of("Microsoft.EventGrid/topics/eventSubscriptions")
            .Select(each => each.At("retryPolicy", "eventTimeToLiveInMinutes").GetInt32());
        var windows = deployment.Of("Microsoft.ServiceBus/namespaces/queues")
            .Select(each => each.TextAt("duplicateDetectionHistoryTimeWindow")).OfType<string>();

        Assert.Equal([$"PT{minutes.Distinct().Single()}M"], windows.Distinct());
    }

    [BicepFact]
    public async Task Dead_letter_queue_waits_instead_of_giving_up()
    {
        var queue = (await azd.StandardAsync()).Of("Microsoft.ServiceBus/namespaces/queues").Single(each => each.Name == "dead-letters");

        Assert.Equal(JsonValueKind.Undefined, queue.At("defaultMessageTimeToLive").ValueKind);
        Assert.Equal(JsonValueKind.Undefined, queue.At("forwardDeadLetteredMessagesTo").ValueKind);
        Assert.True(queue.At("maxDeliveryCount").GetInt32() >= 1000);
    }

    [GeneratedRegex(@"^var outsideTypes = \[(?<types>.*)\]$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex OutsideTypes();
}
