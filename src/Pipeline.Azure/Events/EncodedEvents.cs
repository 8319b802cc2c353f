using System.Text.Json;
using Azure.Messaging;

namespace Pipeline.Azure.Events;

/// <summary>
/// Events as they go over the wire, each encoded once, into one buffer: <c>[a,b,c]</c>. Every run of them is a JSON array when the
/// bytes around it are brackets, so that sending a part copies nothing.
/// </summary>
internal sealed class EncodedEvents
{
    private readonly byte[] _buffer;

    // Where the byte after each event stands; the byte before event i is the one after event i - 1.
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

    /// <summary>How many bytes the event takes alone, brackets included.</summary>
    public int Size(int index) => Size(index, 1);

    /// <summary>How many events from this one on fit into an array of so many bytes; 0 when not even this one does.</summary>
    public int Fitting(int from, int maxBytes)
    {
        var count = 0;
        while (from + count < _ends.Length && Size(from, count + 1) <= maxBytes)
        {
            count++;
        }

        return count;
    }

    /// <summary>A run of events as a JSON array; it is valid until the next one is asked for.</summary>
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
