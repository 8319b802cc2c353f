using System.Net;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Documents;

public sealed class TimeToLiveTests
{
    private sealed record Mortal(string Id, string Pk, int? Ttl = null);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, 10, false)]
    [InlineData(-1, null, false)]
    [InlineData(-1, 10, true)]
    [InlineData(10, null, true)]
    [InlineData(10, -1, false)]
    [InlineData(10, 100, false)]
    [InlineData(100, 10, true)]
    public async Task Document_expires_by_its_own_time_or_its_containers(int? container, int? document, bool expires)
    {
        using var test = await TestContainer.Create(Lasting(container));
        await test.Items.CreateItemAsync(Make("1", document), new PartitionKey("a"));
        test.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(HttpStatusCode.OK, await Status(test));
        test.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(expires ? HttpStatusCode.NotFound : HttpStatusCode.OK, await Status(test));
    }

    [Fact]
    public async Task Expired_document_is_gone_everywhere()
    {
        using var test = await TestContainer.Create(Lasting(10));
        await test.Items.CreateItemAsync(new Item("1", "a"));
        test.Time.Advance(TimeSpan.FromSeconds(10));
        long lsn = 0;
        Assert.Empty(await test.Query<Item>("SELECT * FROM c"));
        Assert.Empty(test.Cosmos.ChangesSince("test", "items", ref lsn));
        Assert.Empty(test.Cosmos.Documents("test", "items"));
        using var batch = await test.Items.CreateTransactionalBatch(new PartitionKey("a")).CreateItem(new Item("1", "a")).ExecuteAsync();
        Assert.True(batch.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Write_begins_the_time_anew()
    {
        using var test = await TestContainer.Create(Lasting(10));
        await test.Items.CreateItemAsync(new Item("1", "a"));
        test.Time.Advance(TimeSpan.FromSeconds(6));
        await test.Items.UpsertItemAsync(new Item("1", "a"));
        test.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, await Status(test));
        test.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(HttpStatusCode.NotFound, await Status(test));
    }

    [Fact]
    public async Task Containers_new_time_holds_for_what_is_in_it()
    {
        using var test = await TestContainer.Create(Lasting(10));
        await test.Items.CreateItemAsync(new Item("1", "a"));
        ContainerProperties properties = await test.Items.ReadContainerAsync();
        properties.DefaultTimeToLive = 100;
        await test.Items.ReplaceContainerAsync(properties);
        test.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HttpStatusCode.OK, await Status(test));
        test.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HttpStatusCode.NotFound, await Status(test));
    }

    [Fact]
    public async Task Time_of_zero_is_refused()
    {
        using var test = await TestContainer.Create(Lasting(10));
        var error = await Assert.ThrowsAsync<CosmosException>(
            () => test.Items.CreateItemAsync(new Mortal("1", "a", 0), new PartitionKey("a")));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    private static object Make(string id, int? ttl) => ttl is null ? new Item(id, "a") : new Mortal(id, "a", ttl);

    private static Action<ContainerProperties> Lasting(int? seconds) => properties => properties.DefaultTimeToLive = seconds;

    private static async Task<HttpStatusCode> Status(TestContainer test)
    {
        using var read = await test.Items.ReadItemStreamAsync("1", new PartitionKey("a"));
        return read.StatusCode;
    }
}
