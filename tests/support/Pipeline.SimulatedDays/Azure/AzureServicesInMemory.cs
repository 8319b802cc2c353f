using Azure.Messaging;
using Microsoft.Azure.Cosmos;
using Pipeline.AzurePath;
using Pipeline.AzurePath.TaskHub;
using Pipeline.CosmosGateway;
using Pipeline.EventGridEndpoint;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Machine;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>The services around the app, which outlive its instances: documents, topic, queues, task hub, blobs.</summary>
internal sealed class AzureServicesInMemory : IDisposable
{
    // Of so many events one is late, or comes twice.
    private const int OneOf = 30;
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(20);
    // By then the rest of most sagas is over.
    private static readonly TimeSpan NextDay = TimeSpan.FromHours(25);

    private readonly Surroundings _around;
    private readonly WorldTasks _world;
    private readonly TimeProvider _time;
    private readonly Random _dice;

    public AzureServicesInMemory(Surroundings around, WorldTasks world)
    {
        (_around, _world, _dice) = (around, world, new Random(around.Day.Seed));
        _time = around.Time.Of(around.World);
        // As in AzureBench: reads cost what they do on the account that the Bicep makes.
        Cosmos = new InMemoryCosmos(_time, physicalPartitions: 2, readFactor: 2);
        CosmosClient = WarmCosmos.On(Cosmos);
        Broker = new Broker(_time);
        Hub = new TestOrchestrations(_time) { Hold = true }.AddOrchestrators();
        Topic = new MemoryEventGrid { Fault = FaultOfTopic, OnAccepted = events => events.ToList().ForEach(Deliver) };
    }

    public InMemoryCosmos Cosmos { get; }

    public CosmosClient CosmosClient { get; }

    public MemoryEventGrid Topic { get; }

    public Broker Broker { get; }

    public TestOrchestrations Hub { get; }

    public BlobsInMemory Blobs { get; } = new();

    public void Dispose()
    {
        Cosmos.Dispose();
        Blobs.Dispose();
    }

    // What was accepted is delivered at least once, in any order; what comes again may be too late for the broker to see that. It may come
    // on the next day, as when the relay's leases were lost and it published everything again.
    private void Deliver(CloudEvent cloudEvent)
    {
        Deliver(cloudEvent, _dice.Next(OneOf) == 0 ? Late : Usual);
        if (_dice.Next(OneOf) == 0)
        {
            Deliver(cloudEvent, Again);
        }

        if (_dice.Next(OneOf) == 0)
        {
            Deliver(cloudEvent, Again, NextDay);
        }
    }

    private void Deliver(CloudEvent cloudEvent, TimeSpan within, TimeSpan after = default)
    {
        var takes = after + (within * _dice.NextDouble());
        _world.Begin(async () =>
        {
            await Task.Delay(takes, _time);
            Broker.Route(cloudEvent);
        });
    }

    // Slowness is the port's: the SDK itself must not wait.
    private EventGridFault? FaultOfTopic() => _around.Weather.On(FaultyPart.Topic) switch
    {
        FaultKind.AnswerLost => new EventGridFault.LostAnswer(),
        // What refuses events for good makes dead letters of the relay; what refuses the app is waited out.
        FaultKind.Wrong => new EventGridFault.Answer(_dice.Next(2) == 0 ? 400 : 403),
        FaultKind.Down => _dice.Next(3) switch
        {
            0 => new EventGridFault.Answer(503),
            1 => new EventGridFault.Answer(429, TimeSpan.FromSeconds(_dice.Next(1, 60))),
            _ => new EventGridFault.Reset(),
        },
        _ => null,
    };
}
