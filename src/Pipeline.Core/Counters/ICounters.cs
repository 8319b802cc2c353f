namespace Pipeline.Counters;

/// <summary>Port: named counters that reactions increment.</summary>
public interface ICounters
{
    Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation);
}
