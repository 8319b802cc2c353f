using Azure.Messaging;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;
using Pipeline.Intake;

namespace Pipeline.Azure.DeadLetters;

/// <summary>The dead-letter store in Cosmos DB.</summary>
internal sealed class CosmosDeadLetters(
    DeadLetterStore letters, ReplayRoutes routes, IEventIntake intake, IIdGenerator ids, TimeProvider time) : IDeadLetters, IQueueDeadLetters
{
    public Task AddAsync(string queue, CloudEvent cloudEvent, Failure failure, CancellationToken cancellation) =>
        ArrivedAsync(queue, cloudEvent, failure.Code, failure.Detail, attempts: 1, letterId: null, cancellation);

    public async Task ArrivedAsync(
        string queue, CloudEvent cloudEvent, string reason, string detail, int attempts, string? letterId, CancellationToken cancellation)
    {
        var known = letterId is null ? null : await ReopenAsync(letterId, reason, detail, attempts, cancellation);
        var letter = known ?? await letters.KeepAsync(New(queue, cloudEvent, reason, detail, attempts), cancellation);
        await TellAsync(letter, cancellation);
    }

    // From whatever state: of two replays of one letter the one that took effect counts.
    public Task ResolvedAsync(string letterId, CancellationToken cancellation) => letters.UpdateAsync(
        letterId, letter => letter with { Status = DeadLetterStatus.Resolved, ReplayId = null }, cancellation);

    public async Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation) =>
        (await letters.FindAsync(id, cancellation))?.ToLetter(time.GetUtcNow());

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(
        DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation)
    {
        var page = await letters.ListAsync(status, after, limit, cancellation);
        var now = time.GetUtcNow();
        return [.. page.Select(letter => letter.ToLetter(now))];
    }

    public async Task<Result<DeadLetter>> ReplayAsync(string id, CancellationToken cancellation)
    {
        var (replayId, now) = (ids.Next(), time.GetUtcNow());
        var claimed = await letters.UpdateAsync(id, letter => CanReplay(letter, now) ? Claim(letter, replayId) : letter, cancellation);
        if (claimed is null)
        {
            return new NotFound("dead-letter-not-found", $"There is no dead letter {id}.");
        }

        if (claimed.ReplayId != replayId)
        {
            return WhyNot(claimed, now);
        }

        // From the claim on, a client that hangs up stops nothing: half done would leave the letter to its time-out.
        return await SendAsync(claimed, CancellationToken.None);
    }

    private async Task<Result<DeadLetter>> SendAsync(DeadLetterDocument letter, CancellationToken cancellation)
    {
        switch (await routes.ReplayAsync(letter, cancellation))
        {
            case (IsOver: true, null):
                await ResolvedAsync(letter.LetterId, cancellation);
                return (await GetAsync(letter.LetterId, cancellation))!;
            case (IsOver: true, { } failure):
                await ArrivedAsync(letter.Queue, letter.Event, failure.Code, failure.Detail, 1, letter.LetterId, cancellation);
                return (await GetAsync(letter.LetterId, cancellation))!;
            case (_, { } failure):
                await letters.UpdateAsync(letter.LetterId, sent => GiveBack(sent, letter.ReplayId), cancellation);
                return failure;
            default:
                return letter.ToLetter(time.GetUtcNow());
        }
    }

    // Told again with the same words when a crash came between the two writes: then it is open already, and its attempts are counted.
    private Task<DeadLetterDocument?> ReopenAsync(
        string letterId, string reason, string detail, int attempts, CancellationToken cancellation) => letters.UpdateAsync(
            letterId,
            letter => letter.Status != DeadLetterStatus.Replaying ? letter : letter with
            {
                Status = DeadLetterStatus.Open,
                Reason = reason,
                Detail = detail,
                Attempts = letter.Attempts + attempts,
                ReplayId = null,
            },
            cancellation);

    private async Task TellAsync(DeadLetterDocument letter, CancellationToken cancellation)
    {
        // A queue that cannot take dead-letter.arrived would breed letters without end.
        var cloudEvent = letter.Event.CloudEvent;
        if (cloudEvent.Is(EventTypes.DeadLetterArrived))
        {
            return;
        }

        var data = new DeadLetterArrived(letter.LetterId, letter.Queue, cloudEvent.Id, cloudEvent.Type, letter.Reason);
        var id = DerivedId.From(DateTimeOffset.FromUnixTimeMilliseconds(letter.ArrivedAt), letter.LetterId, $"arrived-{letter.Attempts}");
        await intake.AcceptAsync(
            CloudEvents.Create(data, "/dead-letters", letter.LetterId, id, time.GetUtcNow(), Trace.CausedBy(cloudEvent)), cancellation);
    }

    private DeadLetterDocument New(string queue, CloudEvent cloudEvent, string reason, string detail, int attempts)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new DeadLetterDocument(
            DeadLetterDocument.IdOf(queue, cloudEvent), ids.Next(), queue, cloudEvent, reason, detail, attempts,
            DeadLetterStatus.Open, now, now);
    }

    private bool CanReplay(DeadLetterDocument letter, DateTimeOffset now) =>
        letter.ToLetter(now).Status == DeadLetterStatus.Open && routes.Know(letter.Queue) && letter.Cut is null;

    private Rejected WhyNot(DeadLetterDocument letter, DateTimeOffset now) =>
        !routes.Know(letter.Queue) ? NotReplayable($"Dead letter {letter.LetterId} is of {letter.Queue}, which takes no messages.")
        : letter.Cut is not null ? NotReplayable($"Dead letter {letter.LetterId} has only the attributes of its event ({letter.Cut}).")
        : new Rejected(
            "dead-letter-not-open",
            $"Dead letter {letter.LetterId} is {letter.ToLetter(now).Status.Name()}; only an open one can be replayed.");

    private static Rejected NotReplayable(string why) => new("dead-letter-not-replayable", why);

    private static DeadLetterDocument Claim(DeadLetterDocument letter, string replayId) =>
        letter with { Status = DeadLetterStatus.Replaying, ReplayId = replayId };

    private static DeadLetterDocument GiveBack(DeadLetterDocument letter, string? replayId) =>
        letter.ReplayId == replayId ? letter with { Status = DeadLetterStatus.Open, ReplayId = null } : letter;
}
