using Azure.Messaging;
using Moq;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Tests.Cosmos;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.DeadLetters;

public sealed class DeadLetterFaultTests : CosmosTest
{
    private const string Queue = "count-log-line";

    private IDeadLetters DeadLetters => Ports.Port<IDeadLetters>();

    private IQueueDeadLetters Arrivals => Ports.Port<IQueueDeadLetters>();

    [Fact]
    public Task Dead_letter_is_kept_and_announced_once_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: _ => Task.CompletedTask,
        scenario: async id =>
        {
            await ArriveAsync(id);
            await AssertOneAsync(id, DeadLetterStatus.Open, attempts: 4, announced: 1);
        });

    [Fact]
    public Task Dead_letter_is_kept_and_announced_once_when_the_process_dies_at_any_request_and_the_message_comes_again() =>
        FaultSweep.CrashAtEachAsync(
            Ports,
            prepare: _ => Task.CompletedTask,
            scenario: id => ArriveAsync(id),
            recover: async id =>
            {
                await ArriveAsync(id);
                await AssertOneAsync(id, DeadLetterStatus.Open, attempts: 4, announced: 1);
            });

    [Fact]
    public Task Failed_replay_opens_the_dead_letter_and_is_announced_once_when_the_process_dies_at_any_request() =>
        FaultSweep.CrashAtEachAsync(
            Ports,
            prepare: async id =>
            {
                await ArriveAsync(id);
                Assert.Null((await DeadLetters.ReplayAsync(await DeadLetterOfAsync(id), default)).Failure);
            },
            scenario: async id => await ArriveAsync(id, await DeadLetterOfAsync(id)),
            recover: async id =>
            {
                await ArriveAsync(id, await DeadLetterOfAsync(id));
                await AssertOneAsync(id, DeadLetterStatus.Open, attempts: 8, announced: 2);
            });

    [Fact]
    public async Task Replay_is_sent_when_any_request_goes_wrong_once()
    {
        var sent = 0;
        Ports.Sender.Setup(sender => sender.SendAsync(It.IsAny<QueueMessage>(), It.IsAny<CancellationToken>())).Callback(() => sent++);

        await FaultSweep.OnceEachAsync(Ports, prepare: id => ArriveAsync(id), scenario: async id =>
        {
            var before = sent;
            Assert.Null((await DeadLetters.ReplayAsync(await DeadLetterOfAsync(id), default)).Failure);
            Assert.Equal(1, sent - before);
            await Arrivals.ResolvedAsync(await DeadLetterOfAsync(id), default);
            await AssertOneAsync(id, DeadLetterStatus.Resolved, attempts: 4, announced: 1);
        });
    }

    [Fact]
    public Task Dead_letter_can_be_replayed_again_later_when_the_process_dies_at_any_request_of_a_replay() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: id => ArriveAsync(id),
        scenario: async id => await DeadLetters.ReplayAsync(await DeadLetterOfAsync(id), default),
        recover: async id =>
        {
            Time.Advance(DeadLetterDocument.ReplayTimeout);
            Assert.Equal(DeadLetterStatus.Open, (await DeadLetters.GetAsync(await DeadLetterOfAsync(id), default))!.Status);
            Assert.Null((await DeadLetters.ReplayAsync(await DeadLetterOfAsync(id), default)).Failure);
        });

    private async Task ArriveAsync(string id, string? deadLetterId = null) =>
        await Arrivals.ArrivedAsync(Queue, Line(id), "broken", "It is broken.", attempts: 4, deadLetterId, default);

    private async Task<string> DeadLetterOfAsync(string id) => (await FindAsync(id)).Id;

    private async Task<DeadLetter> FindAsync(string id) =>
        Assert.Single(await DeadLetters.ListAsync(null, null, 1_000, default), deadLetter => deadLetter.Event.Id == id);

    private async Task AssertOneAsync(string id, DeadLetterStatus status, int attempts, int announced)
    {
        var deadLetter = await FindAsync(id);
        Assert.Equal((status, attempts), (deadLetter.Status, deadLetter.Attempts));
        Assert.Equal(announced, EventsOf(CosmosContainers.Events).Count(
            cloudEvent => CloudEvents.Read<DeadLetterArrived>(cloudEvent).EventId == id));
    }

    private static CloudEvent Line(string id) => Some.Event(new LogLine("info", "a line"), id: id);
}
