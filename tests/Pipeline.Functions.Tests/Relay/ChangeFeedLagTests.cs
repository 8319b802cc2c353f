using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Moq;
using Pipeline.Failures;
using Pipeline.Functions.Relay;

namespace Pipeline.Functions.Tests.Relay;

public sealed class ChangeFeedLagTests
{
    private readonly Mock<FeedIterator<ChangeFeedProcessorState>> _leases = new();
    private readonly ChangeFeedLag _lag;

    public ChangeFeedLagTests()
    {
        var leases = Mock.Of<Container>();
        var estimator = new Mock<ChangeFeedEstimator>();
        estimator.Setup(e => e.GetCurrentStateIterator(It.IsAny<ChangeFeedEstimatorRequestOptions>())).Returns(_leases.Object);
        var orders = new Mock<Container>();
        orders.Setup(container => container.GetChangeFeedEstimator("main-orders", leases)).Returns(estimator.Object);
        var client = new Mock<CosmosClient>();
        client.Setup(c => c.GetContainer("pipeline", "orders")).Returns(orders.Object);
        client.Setup(c => c.GetContainer("pipeline", "leases")).Returns(leases);
        _lag = new ChangeFeedLag(client.Object, Options.Create(new ChangeFeedOptions { LeasePrefix = "main" }));
    }

    [Fact]
    public async Task The_lag_is_that_of_all_leases_together()
    {
        Leases(new("0", 3, "here"), new("1", 4, "there"));

        Assert.Equal(7, await _lag.ReadAsync("orders", CancellationToken.None));
    }

    [Fact]
    public async Task A_feed_that_nobody_has_read_has_no_lag_that_could_be_told()
    {
        Leases();

        Assert.Null(await _lag.ReadAsync("orders", CancellationToken.None));
    }

    [Fact]
    public async Task A_store_that_is_down_is_a_transient_failure()
    {
        _leases.SetupGet(leases => leases.HasMoreResults).Returns(true);
        _leases.Setup(leases => leases.ReadNextAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CosmosException("Gone away.", HttpStatusCode.ServiceUnavailable, 0, "", 0));

        var error = await Assert.ThrowsAsync<FailureException>(() => _lag.ReadAsync("orders", CancellationToken.None));

        Assert.IsType<Transient>(error.Failure);
    }

    private void Leases(params ChangeFeedProcessorState[] states)
    {
        var page = new Mock<FeedResponse<ChangeFeedProcessorState>>();
        page.Setup(p => p.GetEnumerator()).Returns(() => ((IEnumerable<ChangeFeedProcessorState>)states).GetEnumerator());
        _leases.SetupSequence(leases => leases.HasMoreResults).Returns(true).Returns(false);
        _leases.Setup(leases => leases.ReadNextAsync(It.IsAny<CancellationToken>())).ReturnsAsync(page.Object);
    }
}
