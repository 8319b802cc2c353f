using System.Text.Json;
using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Queues;

/// <summary>Where a deployment differs from routes.json.</summary>
internal static class QueueFindings
{
    private const string QueueType = "Microsoft.ServiceBus/namespaces/queues";
    private const string SubscriptionType = "Microsoft.EventGrid/topics/eventSubscriptions";

    public static IEnumerable<string> Of(Deployment deployment, RoutingTable routes)
    {
        var queues = deployment.Of(QueueType).ToDictionary(queue => queue.Name);
        var subscriptions = deployment.Of(SubscriptionType).ToDictionary(subscription => subscription.Name);
        var fed = routes.Queues.Where(route => route.Value.Length > 0).ToList();
        return
        [
            .. Differences("queue", routes.Queues.Keys, queues.Keys),
            .. Differences("subscription", fed.Select(route => route.Key), subscriptions.Keys),
            .. queues.Values.SelectMany(OfQueue),
            .. fed.Where(route => subscriptions.ContainsKey(route.Key)).SelectMany(
                route => OfSubscription(subscriptions[route.Key], route.Value, routes.Prefix)),
        ];
    }

    private static IEnumerable<string> Differences(string kind, IEnumerable<string> wanted, IEnumerable<string> found) =>
        wanted.Except(found).Select(name => $"{kind} {name} is missing")
            .Concat(found.Except(wanted).Select(name => $"{kind} {name} is not in routes.json"));

    private static IEnumerable<string> OfQueue(DeployedResource queue)
    {
        if (queue.Name == "dead-letters")
        {
            yield break;
        }

        if (queue.TextAt("forwardDeadLetteredMessagesTo") != "dead-letters")
        {
            yield return $"queue {queue.Name} does not forward its dead letters";
        }

        if (!queue.IsTrueAt("deadLetteringOnMessageExpiration"))
        {
            yield return $"queue {queue.Name} drops messages that expire";
        }

        if (!queue.IsTrueAt("requiresDuplicateDetection"))
        {
            yield return $"queue {queue.Name} lets duplicates in";
        }
    }

    private static IEnumerable<string> OfSubscription(DeployedResource subscription, string[] types, string prefix)
    {
        var filter = subscription.At("filter", "includedEventTypes");
        var included = filter.ValueKind == JsonValueKind.Array ? filter.EnumerateArray()
            .Select(type => type.GetString()!).ToArray() : ["*"];
        var wanted = types.Contains("*") ? ["*"] : types.Select(type => prefix + type).ToArray();
        if (!included.Order().SequenceEqual(wanted.Order()))
        {
            yield return $"subscription {subscription.Name} takes {string.Join(", ", included)}";
        }

        if (subscription.TextAt("deliveryWithResourceIdentity", "destination", "properties", "resourceId")
            ?.Split('/')[^1] != subscription.Name)
        {
            yield return $"subscription {subscription.Name} does not deliver to its queue by identity";
        }

        if (subscription.TextAt("deadLetterWithResourceIdentity", "deadLetterDestination", "properties", "blobContainerName")
            != "undelivered")
        {
            yield return $"subscription {subscription.Name} keeps nothing that it cannot deliver";
        }

        if (subscription.TextAt("eventDeliverySchema") != "CloudEventSchemaV1_0")
        {
            yield return $"subscription {subscription.Name} does not deliver CloudEvents";
        }
    }
}
