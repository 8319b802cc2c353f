using Azure.Messaging;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;
using Pipeline.Intake;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Dead letters in Cosmos DB: keeps, lists, replays and resolves them.</summary>
internal sealed class CosmosDeadLetters(
    DeadLetterStore store, ReplayRoutes routes, IEventIntake intake, IIdGenerator ids, TimeProvider time)
    : IDeadLetters, IQueueDeadLetters
{
    public Task AddAsync(string queue, CloudEvent cloudEvent, Failure failure, CancellationToken cancellation) =>
        ArrivedAsync(queue, cloudEvent, failure.Code, failure.Detail, attempts: 1, deadLetterId: null, cancellation);

    public async Task ArrivedAsync(
        string queue,
        CloudEvent cloudEvent,
        string reason,
        string detail,
        int attempts,
        string? deadLetterId,
        CancellationToken cancellation)
    {
        var known = deadLetterId is null ? null : await ReopenAsync(deadLetterId, reason, detail, attempts, cancellation);
        var deadLetter = known ?? await store.KeepAsync(New(queue, cloudEvent, reason, detail, attempts), cancellation);
        await PublishArrivalAsync(deadLetter, cancellation);
    }

    // From any state: of two replays of one dead letter, the one that took effect counts.
    public Task ResolvedAsync(string deadLetterId, CancellationToken cancellation) => store.UpdateAsync(
        deadLetterId, deadLetter => deadLetter with { Status = DeadLetterStatus.Resolved, ReplayId = null }, cancellation);

    public async Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation) =>
        (await store.FindAsync(id, cancellation))?.ToDeadLetter(time.GetUtcNow());

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(
        DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation)
    {
        var page = await store.ListAsync(status, after, limit, cancellation);
        var now = time.GetUtcNow();
        return [.. page.Select(deadLetter => deadLetter.ToDeadLetter(now))];
    }

    public async Task<Result<DeadLetter>> ReplayAsync(string id, CancellationToken cancellation)
    {
        var (replayId, now) = (ids.Next(), time.GetUtcNow());
        var claimed = await store.UpdateAsync(
            id, deadLetter => CanReplay(deadLetter, now) ? Claim(deadLetter, replayId) : deadLetter, cancellation);
        if (claimed is null)
        {
            return new NotFound("dead-letter-not-found", $"There is no dead letter {id}.");
        }

        if (claimed.ReplayId != replayId)
        {
            return WhyNot(claimed, now);
        }

        // Once claimed, a client that hangs up must not stop the replay: half done, it would stay claimed until its time-out.
        return await SendAsync(claimed, CancellationToken.None);
    }

    private async Task<Result<DeadLetter>> SendAsync(DeadLetterDocument deadLetter, CancellationToken cancellation)
    {
        switch (await routes.ReplayAsync(deadLetter, cancellation))
        {
            case (IsOver: true, null):
                await ResolvedAsync(deadLetter.LetterId, cancellation);
                return (await GetAsync(deadLetter.LetterId, cancellation))!;
            case (IsOver: true, { } failure):
                await ArrivedAsync(
                    deadLetter.Queue, deadLetter.Event, failure.Code, failure.Detail, attempts: 1, deadLetter.LetterId, cancellation);
                return (await GetAsync(deadLetter.LetterId, cancellation))!;
            case (_, { } failure):
                await store.UpdateAsync(deadLetter.LetterId, sent => GiveBack(sent, deadLetter.ReplayId), cancellation);
                return failure;
            default:
                return deadLetter.ToDeadLetter(time.GetUtcNow());
        }
    }

    // A crash before the event was published repeats this call: the dead letter is open by then and its attempts are counted.
    private Task<DeadLetterDocument?> ReopenAsync(
        string deadLetterId, string reason, string detail, int attempts, CancellationToken cancellation) => store.UpdateAsync(
            deadLetterId,
            deadLetter => deadLetter.Status != DeadLetterStatus.Replaying ? deadLetter : deadLetter with
            {
                Status = DeadLetterStatus.Open,
                Reason = reason,
                Detail = detail,
                Attempts = deadLetter.Attempts + attempts,
                ReplayId = null,
            },
            cancellation);

    private async Task PublishArrivalAsync(DeadLetterDocument deadLetter, CancellationToken cancellation)
    {
        // A queue that fails on dead-letter.arrived would produce dead letters without end.
        var cloudEvent = deadLetter.Event.CloudEvent;
        if (cloudEvent.Is(EventTypes.DeadLetterArrived))
        {
            return;
        }

        var data = new DeadLetterArrived(deadLetter.LetterId, deadLetter.Queue, cloudEvent.Id, cloudEvent.Type, deadLetter.Reason);
        var arrivedAt = DateTimeOffset.FromUnixTimeMilliseconds(deadLetter.ArrivedAt);
        var id = DerivedId.From(arrivedAt, deadLetter.LetterId, $"arrived-{deadLetter.Attempts}");
        await intake.AcceptAsync(
            CloudEvents.Create(data, "/dead-letters", deadLetter.LetterId, id, time.GetUtcNow(), Trace.CausedBy(cloudEvent)), cancellation);
    }

    private DeadLetterDocument New(string queue, CloudEvent cloudEvent, string reason, string detail, int attempts)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new DeadLetterDocument(
            DeadLetterDocument.IdOf(queue, cloudEvent), ids.Next(), queue, cloudEvent, reason, detail, attempts,
            DeadLetterStatus.Open, now, now);
    }

    private bool CanReplay(DeadLetterDocument deadLetter, DateTimeOffset now) =>
        deadLetter.ToDeadLetter(now).Status == DeadLetterStatus.Open && routes.Know(deadLetter.Queue) && deadLetter.Cut is null;

    private Rejected WhyNot(DeadLetterDocument deadLetter, DateTimeOffset now) =>
        !routes.Know(deadLetter.Queue)
            ? NotReplayable($"Dead letter {deadLetter.LetterId} is of {deadLetter.Queue}, which takes no messages.")
        : deadLetter.Cut is not null
            ? NotReplayable($"Dead letter {deadLetter.LetterId} has only the attributes of its event ({deadLetter.Cut}).")
        : new Rejected(
            "dead-letter-not-open",
            $"Dead letter {deadLetter.LetterId} is {deadLetter.ToDeadLetter(now).Status.Name()}; only an open one can be replayed.");

    private static Rejected NotReplayable(string why) => new("dead-letter-not-replayable", why);

    private static DeadLetterDocument Claim(DeadLetterDocument deadLetter, string replayId) =>
        deadLetter with { Status = DeadLetterStatus.Replaying, ReplayId = replayId };

    private static DeadLetterDocument GiveBack(DeadLetterDocument deadLetter, string? replayId) =>
        deadLetter.ReplayId == replayId ? deadLetter with { Status = DeadLetterStatus.Open, ReplayId = null } : deadLetter;
}
