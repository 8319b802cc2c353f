using System.Collections;
using System.Collections.Immutable;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Metering;

/// <summary>Every document request in order of arrival; the client's retries count, its reads of container metadata do not.</summary>
public sealed class RequestLog : IReadOnlyList<RecordedRequest>
{
    private ImmutableList<RecordedRequest> _requests = [];

    public int Count => _requests.Count;

    public double TotalCharge => _requests.Sum(request => request.Charge);

    /// <summary>Request units by kind of operation.</summary>
    public IReadOnlyDictionary<OperationKind, double> ChargeByKind =>
        _requests.GroupBy(request => request.Kind).ToDictionary(group => group.Key, group => group.Sum(request => request.Charge));

    /// <summary>Requests by kind of operation.</summary>
    public IReadOnlyDictionary<OperationKind, int> CountByKind => _requests.CountBy(request => request.Kind).ToDictionary();

    public RecordedRequest this[int index] => _requests[index];

    public void Clear() => ImmutableInterlocked.Update(ref _requests, requests => requests.Clear());

    public IEnumerator<RecordedRequest> GetEnumerator() => ((IEnumerable<RecordedRequest>)_requests).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal RecordedRequest Add(CosmosRequest request)
    {
        RecordedRequest entry = null!;
        ImmutableInterlocked.Update(ref _requests, requests => requests.Add(entry = new RecordedRequest(
            requests.Count, request.Kind, request.Path.Database!, request.Path.Container!,
            request.PartitionKey?.Json, request.Path.Document)));
        return entry;
    }
}
