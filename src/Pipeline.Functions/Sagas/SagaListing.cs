using Microsoft.DurableTask.Client;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>
/// One page of sagas by descending id. Durable can list by id prefix but not in this order, so the listing walks the prefixes from the
/// greatest down, and splits a prefix that holds many instances into longer ones. Order ids begin with their time, so the newest page is
/// read without reading everything older.
/// </summary>
internal sealed class SagaListing(DurableTaskClient client, SagaCatalog catalog, SagaPhase? phase, string? after, int limit)
{
    /// <summary>At most this many instances of one prefix are read at once.</summary>
    public const int Many = 1_000;

    private const int PageSize = 500;

    // Descending. Letters beyond "f" occur only in ids that are not UUIDs, such as those of welcome workflows.
    private const string Digits = "|zyxwvutsrqponmlkjihgfedcba_ZYXWVUTSRQPONMLKJIHGFEDCBA@:9876543210.-";
    private const string HexDigits = "fedcba9876543210-";
    private const string Families = "zyxwvutsrqponmlkjihgfedcba9876543210";

    private static readonly OrchestrationRuntimeStatus[] Active =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    private readonly List<SagaState> _page = [];

    public async Task<IReadOnlyList<SagaState>> ReadAsync(CancellationToken cancellation)
    {
        await DescendAsync("", cancellation);
        return _page;
    }

    private async Task DescendAsync(string prefix, CancellationToken cancellation)
    {
        if (_page.Count == limit || IsBefore(prefix))
        {
            return;
        }

        if (await TryReadAsync(prefix, cancellation) is { } few)
        {
            _page.AddRange(few.OrderByDescending(saga => saga.SagaId, StringComparer.Ordinal).Take(limit - _page.Count));
            return;
        }

        foreach (var digit in prefix.Length == 0 ? Families : char.IsAsciiHexDigit(prefix[0]) ? HexDigits : Digits)
        {
            await DescendAsync(prefix + digit, cancellation);
        }

        await AddAsync(prefix, cancellation);
    }

    // Every id of the prefix is greater than the page's start.
    private bool IsBefore(string prefix) => after is not null
        && string.CompareOrdinal(prefix, after) > 0;

    private async Task<IReadOnlyList<SagaState>?> TryReadAsync(string prefix, CancellationToken cancellation)
    {
        var query = new OrchestrationQuery(
            Statuses: phase is null or SagaPhase.Completed or SagaPhase.Compensated ? null : Active,
            InstanceIdPrefix: prefix.Length == 0 ? null : prefix,
            PageSize: PageSize,
            FetchInputsAndOutputs: true);
        var (found, read) = (new List<SagaState>(), 0);
        await foreach (var metadata in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (++read > Many)
            {
                return null;
            }

            if (IsSaga(metadata))
            {
                found.Add(new DurableSaga(metadata).Saga);
            }
        }

        return found.FindAll(IsWanted);
    }

    private async Task AddAsync(string sagaId, CancellationToken cancellation)
    {
        if (_page.Count < limit && sagaId.Length > 0
            && await client.GetInstanceAsync(sagaId, getInputsAndOutputs: true, cancellation) is { } metadata
            && IsSaga(metadata)
            && new DurableSaga(metadata).Saga is var saga && IsWanted(saga))
        {
            _page.Add(saga);
        }
    }

    // Other orchestrations may share the task hub.
    private bool IsSaga(OrchestrationMetadata metadata) => catalog.Has(metadata.Name);

    private bool IsWanted(SagaState saga) =>
        (phase is null || saga.Phase == phase) && (after is null || string.CompareOrdinal(saga.SagaId, after) < 0);
}
