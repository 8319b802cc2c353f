using System.Diagnostics.Metrics;
using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Undelivered;
using Pipeline.AzurePath;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Functions.Operations;
using Pipeline.Functions.Queues;
using Pipeline.Functions.Relay;
using Pipeline.Functions.Tests.Queues;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Operations;

public sealed class LagMeterTests : IAsyncLifetime
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string Name, string Of), double> _told = [];
    private readonly Mock<IQueueDepths> _depths = new();
    private readonly Mock<IOrderViews> _orders = new();
    private readonly Mock<IDeadLetters> _deadLetters = new();

    public Task InitializeAsync()
    {
        var factory = _meters.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => _told[(instrument.Name, (string)tags[0].Value!)] = value);
        _listener.Start();
        _depths.Setup(depths => depths.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync(
            [new QueueDepth("order-saga", 3, 2, 1), new QueueDepth("dead-letters", 0, 0, 5)]);
        _orders.Setup(orders => orders.ListAsync(
            It.Is<OrderQuery>(query => query.Status == OrderStatus.NeedsAttention), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _deadLetters
            .Setup(deadLetters => deadLetters.ListAsync(DeadLetterStatus.Open, null, It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        await _meters.DisposeAsync();
    }

    [Fact]
    public async Task Every_measure_is_told()
    {
        await MeasureAsync();

        Assert.Equal((3, 2, 1), (Told(MeasureNames.QueueActive, "order-saga"), Told(MeasureNames.QueueScheduled, "order-saga"),
                Told(MeasureNames.QueueDeadLettered, "order-saga")));
        Assert.Equal(90, Told(MeasureNames.QueueOldest, "order-saga"));
        Assert.Equal(5, Told(MeasureNames.QueueDeadLettered, "dead-letters"));
        Assert.Equal(7, Told(MeasureNames.RelayPending, "orders"));
        Assert.Equal(MeasureNames.All.Order(), _told.Keys.Select(key => key.Name).Distinct().Order());
    }

    [Fact]
    public async Task What_cannot_be_measured_leaves_the_rest_and_fails_the_run()
    {
        _depths.Setup(depths => depths.ReadAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("down", "It is down.")));

        var error = await Assert.ThrowsAsync<AggregateException>(MeasureAsync);

        Assert.Single(error.InnerExceptions);
        Assert.Equal(7, Told(MeasureNames.RelayPending, "events"));
        Assert.Equal(0, Told(MeasureNames.DeadLettersOpen, "dead-letters"));
    }

    [Fact]
    public void Every_measure_is_explained()
    {
        var docs = RepositoryFiles.Read("docs/functions.md");

        Assert.All(MeasureNames.All, name => Assert.Contains($"| `{name}` |", docs, StringComparison.Ordinal));
    }

    [Fact]
    public void It_runs_every_minute() => Assert.Equal("0 * * * * *", FunctionTable.With<TimerTriggerAttribute>()["MeasureLag"].Schedule);

    private double Told(string name, string of) => _told[(name, of)];

    private Task MeasureAsync() => new LagMeter(
        _depths.Object,
        new OldestMessages(ServiceBus(), new VirtualTime(Messages.Now)),
        new ChangeFeedLag(Cosmos(), Options.Create(new ChangeFeedOptions { LeasePrefix = "main" })),
        _orders.Object,
        _deadLetters.Object,
        Undelivered(),
        new Measures(_meters.GetRequiredService<IMeterFactory>(), NullLogger<Measures>.Instance),
        NullLogger<LagMeter>.Instance).MeasureLag(new TimerInfo(), CancellationToken.None);

    private static ServiceBusClient ServiceBus()
    {
        var receiver = new Mock<ServiceBusReceiver>();
        receiver.Setup(r => r.PeekMessagesAsync(It.IsAny<int>(), 0, It.IsAny<CancellationToken>())).ReturnsAsync(
            [ServiceBusModelFactory.ServiceBusReceivedMessage(enqueuedTime: Messages.Now.AddSeconds(-90))]);
        var client = new Mock<ServiceBusClient>();
        client.Setup(c => c.CreateReceiver(It.IsAny<string>())).Returns(receiver.Object);
        return client.Object;
    }

    private static CosmosClient Cosmos()
    {
        var page = new Mock<FeedResponse<ChangeFeedProcessorState>>();
        page.Setup(p => p.GetEnumerator())
            .Returns(() => ((IEnumerable<ChangeFeedProcessorState>)[new ChangeFeedProcessorState("0", 7, "here")]).GetEnumerator());
        var estimator = new Mock<ChangeFeedEstimator>();
        estimator.Setup(e => e.GetCurrentStateIterator(It.IsAny<ChangeFeedEstimatorRequestOptions>())).Returns(() =>
        {
            var leases = new Mock<FeedIterator<ChangeFeedProcessorState>>();
            leases.SetupSequence(l => l.HasMoreResults).Returns(true).Returns(false);
            leases.Setup(l => l.ReadNextAsync(It.IsAny<CancellationToken>())).ReturnsAsync(page.Object);
            return leases.Object;
        });
        var container = new Mock<Container>();
        container.Setup(c => c.GetChangeFeedEstimator(It.IsAny<string>(), It.IsAny<Container>())).Returns(estimator.Object);
        var client = new Mock<CosmosClient>();
        client.Setup(c => c.GetContainer("pipeline", It.IsAny<string>())).Returns(container.Object);
        return client.Object;
    }

    private UndeliveredReader Undelivered()
    {
        var container = new Mock<BlobContainerClient> { DefaultValue = DefaultValue.Empty };
        var none = AsyncPageable<BlobItem>.FromPages([]);
        container.Setup(c => c.GetBlobsAsync(It.IsAny<BlobTraits>(), It.IsAny<BlobStates>(), It.IsAny<string>(),
                It.IsAny<CancellationToken>())).Returns(none);
        container.Setup(c => c.GetBlobsAsync(It.IsAny<GetBlobsOptions>(), It.IsAny<CancellationToken>())).Returns(none);
        var blobs = new Mock<BlobServiceClient>();
        blobs.Setup(service => service.GetBlobContainerClient("undelivered")).Returns(container.Object);
        return new UndeliveredReader(
            blobs.Object, _deadLetters.Object, new UndeliveredMetrics(_meters.GetRequiredService<IMeterFactory>()),
            TimeProvider.System, NullLogger<UndeliveredReader>.Instance);
    }
}
