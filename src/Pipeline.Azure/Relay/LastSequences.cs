namespace Pipeline.Azure.Relay;

/// <summary>
/// The highest sequence seen of each order, for the most recent orders: at least <c>capacity</c>, at most twice as many. When a generation
/// is full, the one before it is dropped. It serves only to notice gaps, so forgetting is harmless.
/// </summary>
public sealed class LastSequences(int capacity)
{
    private readonly Lock _gate = new();
    private Dictionary<string, long> _young = new(StringComparer.Ordinal);
    private Dictionary<string, long> _old = [];

    /// <summary>Records a sequence and returns the one expected in its place; null when none is missing or the order is unknown.</summary>
    public long? Missing(string orderId, long sequence)
    {
        lock (_gate)
        {
            var known = _young.TryGetValue(orderId, out var last) || _old.TryGetValue(orderId, out last);
            if (known && sequence <= last)
            {
                // A redelivery.
                return null;
            }

            Record(orderId, sequence);
            return known && sequence > last + 1 ? last + 1 : null;
        }
    }

    private void Record(string orderId, long sequence)
    {
        if (_young.Count >= capacity && !_young.ContainsKey(orderId))
        {
            _old = _young;
            _young = new Dictionary<string, long>(StringComparer.Ordinal);
        }

        _young[orderId] = sequence;
    }
}
