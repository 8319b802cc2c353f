using System.Collections.Concurrent;

namespace Pipeline.Azure.Orders;

/// <summary>Remembers the ETags of states that were just read or written, so that an append need not read again.</summary>
internal sealed class ETags
{
    private const int Capacity = 4_096;

    private readonly ConcurrentDictionary<string, (long Version, string ETag)> _known = new(StringComparer.Ordinal);

    public void Keep(string orderId, long version, string etag)
    {
        // What is lost costs one more read; orders are short-lived, so starting over is rare and good enough.
        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[orderId] = (version, etag);
    }

    /// <summary>The ETag of that very version, or null.</summary>
    public string? Find(string orderId, long version) =>
        _known.TryGetValue(orderId, out var known) && known.Version == version ? known.ETag : null;
}
