using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Embedded.Work;

/// <summary>
/// Keeps the newest entries, between <c>capacity</c> and twice that: when a generation is full, the one before it is dropped.
/// </summary>
internal sealed class GenerationCache<TValue>(int capacity)
    where TValue : class
{
    private readonly Lock _gate = new();
    private Dictionary<string, TValue> _young = new(StringComparer.Ordinal);
    private Dictionary<string, TValue> _old = [];

    public bool TryGet(string key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_gate)
        {
            return _young.TryGetValue(key, out value) || _old.TryGetValue(key, out value);
        }
    }

    /// <summary>Keeps a value unless the one it would replace is newer.</summary>
    public void Set(string key, TValue value, Func<TValue, TValue, bool>? isNewer = null)
    {
        lock (_gate)
        {
            if (isNewer is not null
                && (_young.TryGetValue(key, out var known) || _old.TryGetValue(key, out known))
                && isNewer(known, value))
            {
                return;
            }

            if (_young.Count >= capacity)
            {
                _old = _young;
                _young = new Dictionary<string, TValue>(capacity, StringComparer.Ordinal);
            }

            _young[key] = value;
        }
    }

    public void Remove(string key)
    {
        lock (_gate)
        {
            _young.Remove(key);
            _old.Remove(key);
        }
    }
}
