using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.DeadLetters;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Reads and writes the documents of dead letters.</summary>
internal sealed class DeadLetterStore(CosmosDatabase database, CosmosPolicy policy, TimeProvider time)
{
    private const string Subject = "The dead letter";

    private readonly Documents _documents = database.Documents(CosmosContainers.DeadLetters);

    /// <summary>
    /// Keeps a dead letter, or returns the one already kept for the same event and queue. One that the store refuses is kept without its
    /// event's data: otherwise its delivery would repeat for ever, and nobody would see it.
    /// </summary>
    public async Task<DeadLetterDocument> KeepAsync(DeadLetterDocument deadLetter, CancellationToken cancellation)
    {
        try
        {
            return await CreateAsync(deadLetter, cancellation);
        }
        catch (FailureException error) when (error.Failure is Permanent refusal)
        {
            return await CreateAsync(deadLetter.WithoutData(refusal), cancellation);
        }
    }

    public async Task<DeadLetterDocument?> FindAsync(string deadLetterId, CancellationToken cancellation)
    {
        await foreach (var deadLetter in _documents.QueryAsync(
            DeadLetterQueries.ById(deadLetterId),
            partition: null,
            DeadLetterDocumentJson.Default.QueryPageDeadLetterDocument,
            cancellation: cancellation))
        {
            return deadLetter;
        }

        return null;
    }

    public async Task<IReadOnlyList<DeadLetterDocument>> ListAsync(
        DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation)
    {
        var deadLetters = new List<DeadLetterDocument>();
        await foreach (var deadLetter in _documents.QueryAsync(
            DeadLetterQueries.Page(status, after, time.GetUtcNow()),
            partition: null,
            DeadLetterDocumentJson.Default.QueryPageDeadLetterDocument,
            limit,
            cancellation))
        {
            deadLetters.Add(deadLetter);
            if (deadLetters.Count == limit)
            {
                break;
            }
        }

        return deadLetters;
    }

    /// <summary>
    /// Changes a dead letter and returns it as it then is; null when it does not exist. Nothing is written when <paramref name="change"/>
    /// returns its argument unchanged.
    /// </summary>
    public Task<DeadLetterDocument?> UpdateAsync(
        string deadLetterId, Func<DeadLetterDocument, DeadLetterDocument> change, CancellationToken cancellation) => policy.SettleAsync(
            Subject,
            async () =>
            {
                if (await FindAsync(deadLetterId, cancellation) is not { ETag: { } etag } known)
                {
                    return (true, null);
                }

                var next = change(known);
                if (next == known)
                {
                    return (true, known);
                }

                var deadLetter = next with { UpdatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(), ETag = null };
                var written = await _documents.ReplaceAsync(
                    deadLetter.Id, deadLetter.Id, deadLetter, etag, DeadLetterDocumentJson.Default.DeadLetterDocument, cancellation);
                return (written.IsDone, (DeadLetterDocument?)deadLetter);
            },
            cancellation);

    public async Task<long> CountOpenAsync(CancellationToken cancellation)
    {
        var count = 0L;
        await foreach (var part in _documents.QueryAsync(
            DeadLetterQueries.CountOpen(time.GetUtcNow()), partition: null, CosmosJson.Default.QueryPageInt64, cancellation: cancellation))
        {
            count += part;
        }

        return count;
    }

    private Task<DeadLetterDocument> CreateAsync(DeadLetterDocument deadLetter, CancellationToken cancellation) => policy.SettleAsync(
        Subject,
        async () => (await _documents.CreateAsync(
                deadLetter, deadLetter.Id, DeadLetterDocumentJson.Default.DeadLetterDocument, cancellation)).IsDone
            ? (true, deadLetter)
            : await FindAsync(deadLetter.Queue, deadLetter.Event, cancellation) is { } known ? (true, known) : (false, deadLetter),
        cancellation);

    private async Task<DeadLetterDocument?> FindAsync(string queue, CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var id = DeadLetterDocument.IdOf(queue, cloudEvent);
        return (await _documents.FindAsync(id, id, DeadLetterDocumentJson.Default.DeadLetterDocument, cancellation))?.Document;
    }
}
