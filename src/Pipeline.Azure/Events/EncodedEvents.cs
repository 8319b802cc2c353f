using System.Text.Json;
using Azure.Messaging;

namespace Pipeline.Azure.Events;

/// <summary>
/// Events encoded once, into one buffer: <c>[a,b,c]</c>. Any run of them becomes a JSON array by overwriting the bytes around it with
/// brackets, so sending part of a batch copies nothing.
/// </summary>
internal sealed class EncodedEvents
{
    private readonly byte[] _buffer;

    // The position of the byte after each event, which is also the byte before the next one.
    private readonly int[] _ends;

    public EncodedEvents(IReadOnlyList<CloudEvent> events)
    {
        using var stream = new MemoryStream(1024 * events.Count);
        _ends = new int[events.Count];
        stream.WriteByte((byte)'[');
        for (var i = 0; i < events.Count; i++)
        {
            JsonSerializer.Serialize(stream, events[i]);
            _ends[i] = (int)stream.Position;
            stream.WriteByte((byte)',');
        }

        _buffer = stream.GetBuffer();
    }

    /// <summary>The size in bytes of an array of this event alone, brackets included.</summary>
    public int Size(int index) => Size(index, 1);

    /// <summary>How many events from this one on fit into an array of <paramref name="maxBytes"/>; 0 when not even this one does.</summary>
    public int Fitting(int from, int maxBytes)
    {
        var count = 0;
        while (from + count < _ends.Length && Size(from, count + 1) <= maxBytes)
        {
            count++;
        }

        return count;
    }

    /// <summary>A run of events as a JSON array, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Array(int from, int count)
    {
        for (var i = from; i < from + count - 1; i++)
        {
            _buffer[_ends[i]] = (byte)',';
        }

        _buffer[Before(from)] = (byte)'[';
        _buffer[_ends[from + count - 1]] = (byte)']';
        return _buffer.AsMemory(Before(from), Size(from, count));
    }

    private int Before(int index) => index == 0 ? 0 : _ends[index - 1];

    private int Size(int from, int count) => _ends[from + count - 1] - Before(from) + 1;
}
