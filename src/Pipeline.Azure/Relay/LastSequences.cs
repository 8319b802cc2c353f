namespace Pipeline.Azure.Relay;

/// <summary>
/// The highest sequence that was seen of each order, of about the newest <c>capacity</c> to twice as many orders: when one generation is
/// full, the one before it goes. It only serves to notice gaps; what it forgets costs nothing but that.
/// </summary>
public sealed class LastSequences(int capacity)
{
    private readonly Lock _gate = new();
    private Dictionary<string, long> _young = new(StringComparer.Ordinal);
    private Dictionary<string, long> _old = [];

    /// <summary>Notes a sequence and returns the one that should have come; null when nothing is missing, or nothing is known.</summary>
    public long? Missing(string orderId, long sequence)
    {
        lock (_gate)
        {
            var known = _young.TryGetValue(orderId, out var last) || _old.TryGetValue(orderId, out last);
            if (known && sequence <= last)
            {
                // It is delivered again.
                return null;
            }

            Note(orderId, sequence);
            return known && sequence > last + 1 ? last + 1 : null;
        }
    }

    private void Note(string orderId, long sequence)
    {
        if (_young.Count >= capacity && !_young.ContainsKey(orderId))
        {
            _old = _young;
            _young = new Dictionary<string, long>(StringComparer.Ordinal);
        }

        _young[orderId] = sequence;
    }
}
