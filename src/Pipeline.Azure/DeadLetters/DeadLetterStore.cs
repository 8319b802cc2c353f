using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.DeadLetters;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>The documents of dead letters.</summary>
internal sealed class DeadLetterStore(CosmosDatabase database, CosmosPolicy policy, TimeProvider time)
{
    private readonly Documents _documents = database.Documents(CosmosContainers.DeadLetters);

    /// <summary>
    /// Keeps a letter, or finds the one about the same event of the same queue. One that the store refuses is kept without its event's
    /// data: whoever brings it would bring it for ever, and nobody would see it.
    /// </summary>
    public async Task<DeadLetterDocument> KeepAsync(DeadLetterDocument letter, CancellationToken cancellation)
    {
        try
        {
            return await CreateAsync(letter, cancellation);
        }
        catch (FailureException error) when (error.Failure is Permanent refusal)
        {
            return await CreateAsync(letter.WithoutData(refusal), cancellation);
        }
    }

    public async Task<DeadLetterDocument?> FindAsync(string letterId, CancellationToken cancellation)
    {
        await foreach (var letter in _documents.QueryAsync(
            DeadLetterQueries.Letter(letterId), partition: null, DeadLetterDocumentJson.Default.QueryPageDeadLetterDocument, cancellation: cancellation))
        {
            return letter;
        }

        return null;
    }

    public async Task<IReadOnlyList<DeadLetterDocument>> ListAsync(
        DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation)
    {
        var letters = new List<DeadLetterDocument>();
        await foreach (var letter in _documents.QueryAsync(
            DeadLetterQueries.Page(status, after, time.GetUtcNow()),
            partition: null,
            DeadLetterDocumentJson.Default.QueryPageDeadLetterDocument,
            limit,
            cancellation))
        {
            letters.Add(letter);
            if (letters.Count == limit)
            {
                break;
            }
        }

        return letters;
    }

    /// <summary>Changes a letter; what <paramref name="change"/> gives back unchanged is not written. Null when there is none.</summary>
    public Task<DeadLetterDocument?> UpdateAsync(
        string letterId, Func<DeadLetterDocument, DeadLetterDocument> change, CancellationToken cancellation) => policy.SettleAsync(
            "The dead letter",
            async () =>
            {
                if (await FindAsync(letterId, cancellation) is not { ETag: { } etag } known)
                {
                    return (true, null);
                }

                var next = change(known);
                if (next == known)
                {
                    return (true, known);
                }

                var letter = next with { UpdatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(), ETag = null };
                var written = await _documents.ReplaceAsync(
                    letter.Id, letter.Id, letter, etag, DeadLetterDocumentJson.Default.DeadLetterDocument, cancellation);
                return (written.IsDone, (DeadLetterDocument?)letter);
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

    private Task<DeadLetterDocument> CreateAsync(DeadLetterDocument letter, CancellationToken cancellation) => policy.SettleAsync(
        "The dead letter",
        async () => (await _documents.CreateAsync(letter, letter.Id, DeadLetterDocumentJson.Default.DeadLetterDocument, cancellation)).IsDone
            ? (true, letter)
            : await FindAsync(letter.Queue, letter.Event, cancellation) is { } known ? (true, known) : (false, letter),
        cancellation);

    private async Task<DeadLetterDocument?> FindAsync(string queue, CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var id = DeadLetterDocument.IdOf(queue, cloudEvent);
        return (await _documents.FindAsync(id, id, DeadLetterDocumentJson.Default.DeadLetterDocument, cancellation))?.Document;
    }
}
