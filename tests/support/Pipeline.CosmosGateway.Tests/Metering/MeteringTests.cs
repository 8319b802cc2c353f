using System.Globalization;
using Microsoft.Azure.Cosmos;
using OperationKind = Pipeline.CosmosGateway.Protocol.OperationKind;

namespace Pipeline.CosmosGateway.Tests.Metering;

public sealed class MeteringTests
{
    private static readonly PartitionKey Key = new("a");

    [Fact]
    public async Task Log_names_each_request_and_what_it_cost()
    {
        using var test = await TestContainer.Create();
        var created = await test.Items.CreateItemAsync(new Item("1", "a"));
        var read = await test.Items.ReadItemAsync<Item>("1", Key);
        await test.Query<Item>("SELECT * FROM c", "a");
        Assert.Equal([OperationKind.Create, OperationKind.Read, OperationKind.Query], test.Cosmos.Requests.Select(request => request.Kind));
        var request = test.Cosmos.Requests[1];
        Assert.Equal(
            ("test", "items", "[\"a\"]", "1", 1),
            (request.Database, request.Container, request.PartitionKey, request.DocumentId, request.Index));
        Assert.Equal(Math.Round(request.Charge, 2), read.RequestCharge);
        Assert.Equal(test.Cosmos.Requests.TotalCharge, test.Cosmos.Requests.ChargeByKind.Values.Sum(), 6);
        Assert.Equal(created.RequestCharge, test.Cosmos.Requests.ChargeByKind[OperationKind.Create], 2);
        Assert.Equal(1, test.Cosmos.Requests.CountByKind[OperationKind.Query]);
    }

    [Fact]
    public async Task Charges_are_close_to_the_services_own()
    {
        using var test = await TestContainer.Create();
        var item = new Item("1", "a", 1, "name");
        Assert.InRange((await test.Items.CreateItemAsync(item)).RequestCharge, 5, 8);
        Assert.InRange((await test.Items.ReadItemAsync<Item>("1", Key)).RequestCharge, 1, 1);
        Assert.InRange((await test.Items.ReplaceItemAsync(item with { Rank = 2 }, "1")).RequestCharge, 9, 12);
        Assert.InRange((await test.Items.DeleteItemAsync<Item>("1", Key)).RequestCharge, 5, 8);
        // The service's price list: 100 KB are read for 10 units and written for about 50.
        var large = new Item("2", "a", 1, new string('x', 100 * 1024));
        Assert.InRange((await test.Items.CreateItemAsync(large)).RequestCharge, 45, 60);
        Assert.InRange((await test.Items.ReadItemAsync<Item>("2", Key)).RequestCharge, 9, 11);
    }

    [Fact]
    public async Task Unindexed_property_is_cheaper_to_write_and_costlier_to_search()
    {
        using var indexed = await TestContainer.Create();
        using var bare = await TestContainer.Create(
            properties => properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" }));
        async Task<(double Write, double Search)> Costs(TestContainer test)
        {
            var write = 0.0;
            for (var n = 0; n < 100; n++)
            {
                write += (await test.Items.CreateItemAsync(new Item(n.ToString(CultureInfo.InvariantCulture), "a", n))).RequestCharge;
            }

            await test.Query<Item>("SELECT * FROM c WHERE c.rank = 5", "a");
            return (write, test.Cosmos.Requests[^1].Charge);
        }

        var (dearWrite, cheapSearch) = await Costs(indexed);
        var (cheapWrite, dearSearch) = await Costs(bare);
        Assert.True(cheapWrite < dearWrite, $"{cheapWrite} < {dearWrite}");
        Assert.True(cheapSearch < dearSearch, $"{cheapSearch} < {dearSearch}");
    }

    [Fact]
    public async Task Reads_and_queries_cost_twice_and_writes_the_same_when_reads_ask_two_replicas()
    {
        async Task<double[]> Charges(double readFactor)
        {
            using var test = await TestContainer.Create(readFactor: readFactor);
            await test.Items.CreateItemAsync(new Item("1", "a"));
            await test.Items.ReadItemAsync<Item>("1", Key);
            await test.Query<Item>("SELECT * FROM c", "a");
            return [.. test.Cosmos.Requests.Select(request => request.Charge)];
        }

        var (once, twice) = (await Charges(1), await Charges(2));
        Assert.Equal([once[0], 2 * once[1], 2 * once[2]], twice);
    }

    [Fact]
    public async Task Batch_costs_what_its_operations_cost()
    {
        using var test = await TestContainer.Create();
        using var batch = await test.Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("1", "a")).CreateItem(new Item("2", "a")).ExecuteAsync();
        var alone = await test.Items.CreateItemAsync(new Item("3", "a"));
        Assert.Equal(2 * alone.RequestCharge, batch.RequestCharge, 1);
        Assert.Equal(2, test.Cosmos.Requests.Count);
    }
}
