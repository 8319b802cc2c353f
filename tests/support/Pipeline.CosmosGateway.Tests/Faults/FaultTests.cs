using System.Net;
using Microsoft.Azure.Cosmos;
using Pipeline.CosmosGateway.Faults;
using OperationKind = Pipeline.CosmosGateway.Protocol.OperationKind;

namespace Pipeline.CosmosGateway.Tests.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private static readonly PartitionKey Key = new("a");
    private TestContainer _test = null!;

    public async Task InitializeAsync() =>
        _test = await TestContainer.Create(configure: options => options.MaxRetryAttemptsOnRateLimitedRequests = 2);

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    public static TheoryData<Fault, bool, string> Writes => new()
    {
        { Fault.Unavailable, false, "503" },
        { Fault.Unavailable.AfterCommit, true, "503" },
        { Fault.RequestTimeout, false, "408" },
        { Fault.RequestTimeout.AfterCommit, true, "408" },
        { Fault.InternalError, false, "500" },
        { Fault.InternalError.AfterCommit, true, "500" },
        { Fault.TimedOut, false, "408" },
        { Fault.TimedOut.AfterCommit, true, "408" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_that_meets_a_fault_says_so_and_has_taken_effect_or_not(Fault fault, bool tookEffect, string status)
    {
        _test.Cosmos.Faults.At(0, fault);
        var error = await Assert.ThrowsAsync<CosmosException>(() => _test.Items.CreateItemAsync(new Item("1", "a")));
        Assert.Equal(status, $"{(int)error.StatusCode}");
        Assert.Equal(tookEffect ? 1 : 0, _test.Cosmos.Documents("test", "items").Count);
        var request = Assert.Single(_test.Cosmos.Requests);
        Assert.Equal((fault, tookEffect ? HttpStatusCode.Created : 0), (request.Fault, request.Status));
    }

    [Fact]
    public async Task Batch_whose_answer_is_lost_has_taken_effect()
    {
        _test.Cosmos.Faults.When(request => request.Kind == OperationKind.Batch, Fault.Unavailable.AfterCommit);
        using var response = await _test.Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("1", "a")).CreateItem(new Item("2", "a")).ExecuteAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(2, _test.Cosmos.Documents("test", "items").Count);
    }

    [Fact]
    public async Task Client_outlasts_a_short_storm_of_429s_but_not_a_long_one()
    {
        _test.Cosmos.Faults.Next(2, Fault.Throttled);
        await _test.Items.CreateItemAsync(new Item("1", "a"));
        Assert.Equal(3, _test.Cosmos.Requests.Count);
        _test.Cosmos.Faults.Next(3, Fault.ThrottledFor(TimeSpan.FromMilliseconds(2)));
        var error = await Assert.ThrowsAsync<CosmosException>(() => _test.Items.CreateItemAsync(new Item("2", "a")));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMilliseconds(2)), (error.StatusCode, error.RetryAfter));
        Assert.Single(_test.Cosmos.Documents("test", "items"));
    }

    [Fact]
    public async Task Client_repeats_a_449()
    {
        _test.Cosmos.Faults.At(0, Fault.RetryWith);
        await _test.Items.CreateItemAsync(new Item("1", "a"));
        Assert.Equal(2, _test.Cosmos.Requests.Count);
    }

    [Fact]
    public async Task Client_repeats_a_read_that_timed_out_but_not_a_write()
    {
        await _test.Items.CreateItemAsync(new Item("1", "a"));
        _test.Cosmos.Faults.At(1, Fault.TimedOut);
        await _test.Items.ReadItemAsync<Item>("1", Key);
        Assert.Equal(3, _test.Cosmos.Requests.Count);
    }

    [Fact]
    public async Task Lost_connection_fails_a_write_but_repeats_a_read()
    {
        _test.Cosmos.Faults.At(0, Fault.ConnectionLost.AfterCommit);
        await Assert.ThrowsAsync<HttpRequestException>(() => _test.Items.CreateItemAsync(new Item("1", "a")));
        _test.Cosmos.Faults.At(1, Fault.ConnectionLost);
        await _test.Items.ReadItemAsync<Item>("1", Key);
        Assert.Equal(3, _test.Cosmos.Requests.Count);
    }

    [Fact]
    public async Task Client_that_may_look_for_another_region_meets_the_effect_of_its_own_write()
    {
        using var client = _test.Cosmos.CreateClient(options =>
        {
            _test.Cosmos.Connect(options, limitToEndpoint: false);
            options.UseSystemTextJsonSerializerWithOptions = System.Text.Json.JsonSerializerOptions.Web;
        });
        _test.Cosmos.Faults.At(0, Fault.ConnectionLost.AfterCommit);
        var error = await Assert.ThrowsAsync<CosmosException>(
            () => client.GetContainer("test", "items").CreateItemAsync(new Item("1", "a")));
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
        Assert.Equal(2, _test.Cosmos.Requests.Count);
    }

    [Fact]
    public async Task Fault_hits_the_nth_match_and_as_many_as_ordered()
    {
        var rule = _test.Cosmos.Faults.When(request => request.Kind == OperationKind.Create, Fault.Unavailable, skip: 1, times: 2);
        var statuses = new List<int>();
        for (var n = 0; n < 5; n++)
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{n}}","pk":"a"}"""));
            using var response = await _test.Items.CreateItemStreamAsync(stream, Key);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([201, 503, 503, 201, 201], statuses);
        Assert.Equal(2, rule.Hits);
    }

    [Fact]
    public async Task Another_writer_can_come_between_a_read_and_a_write()
    {
        var first = await _test.Items.CreateItemAsync(new Item("1", "a", 1));
        using var other = _test.Cosmos.CreateClient(
            options => options.UseSystemTextJsonSerializerWithOptions = System.Text.Json.JsonSerializerOptions.Web);
        _test.Cosmos.Faults.When(
            request => request.Kind == OperationKind.Replace,
            Fault.Pause(_ => other.GetContainer("test", "items").ReplaceItemAsync(new Item("1", "a", 2), "1")));
        var error = await Assert.ThrowsAsync<CosmosException>(() =>
            _test.Items.ReplaceItemAsync(new Item("1", "a", 3), "1", requestOptions: new() { IfMatchEtag = first.ETag }));
        Assert.Equal(HttpStatusCode.PreconditionFailed, error.StatusCode);
        Assert.Equal(2, (await _test.Items.ReadItemAsync<Item>("1", Key)).Resource.Rank);
    }

    [Fact]
    public void Fault_that_the_client_retries_by_protocol_never_takes_effect()
    {
        Assert.Throws<InvalidOperationException>(() => Fault.Throttled.AfterCommit);
        Assert.Throws<InvalidOperationException>(() => Fault.RetryWith.AfterCommit);
    }
}
