using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Cosmos;
using Pipeline.AzurePath;
using Pipeline.Functions.Relay;

namespace Pipeline.Functions.Tests.Relay;

public sealed class RelayTriggersTests
{
    private static readonly IReadOnlyDictionary<string, CosmosDBTriggerAttribute> Triggers = FunctionTable.With<CosmosDBTriggerAttribute>();

    [Fact]
    public void The_relayed_containers_are_those_that_hold_events_in_the_order_of_the_file()
    {
        (string, string)[] relayed = [("RelayOrders", CosmosContainers.Orders), ("RelayEvents", CosmosContainers.Events)];

        Assert.Equal(relayed, Triggers
            .OrderBy(trigger => FunctionTable.All[trigger.Key].MetadataToken)
            .Select(trigger => (trigger.Key, trigger.Value.ContainerName)));
        Assert.Equal(
            relayed.Select(each => each.Item2), CosmosContainers.Default.Containers.Keys.Intersect(relayed.Select(each => each.Item2)));
    }

    [Fact]
    public void Database_containers_and_leases_are_those_of_the_file() => Assert.All(Triggers.Values, trigger =>
    {
        Assert.Equal(CosmosContainers.Default.Database, trigger.DatabaseName);
        Assert.Contains(trigger.ContainerName, CosmosContainers.Default.Containers.Keys);
        Assert.Equal(CosmosContainers.Leases, trigger.LeaseContainerName);
        Assert.Equal("/id", CosmosContainers.Default.Containers[CosmosContainers.Leases].PartitionKey);
        Assert.Equal("Cosmos", trigger.Connection);
    });

    // An identity may not create containers, a feed that starts from now loses what came before, and two functions that share
    // leases share the feed.
    [Fact]
    public void A_feed_is_read_from_its_beginning_with_leases_of_its_own() => Assert.All(Triggers.Values, trigger =>
    {
        Assert.False(trigger.CreateLeaseContainerIfNotExists);
        Assert.True(trigger.StartFromBeginning);
        Assert.Equal(
            new ChangeFeedOptions { LeasePrefix = "%LeasePrefix%" }.PrefixOf(trigger.ContainerName), trigger.LeaseContainerPrefix);
    });

    // Without a policy a failed batch is logged and the lease moves on: events would be lost.
    [Fact]
    public void A_failed_batch_comes_again_for_as_long_as_it_takes() => Assert.All(Triggers.Keys, name =>
        Assert.Equal(-1, FunctionTable.All[name].GetCustomAttribute<ExponentialBackoffRetryAttribute>()!.MaxRetryCount));

    [Fact]
    public void Documents_arrive_as_they_are() => Assert.All(Triggers.Keys, name =>
        Assert.Equal(typeof(IReadOnlyList<JsonElement>), FunctionTable.All[name].GetParameters()[0].ParameterType));
}
