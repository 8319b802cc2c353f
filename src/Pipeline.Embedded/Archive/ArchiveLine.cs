using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;

namespace Pipeline.Embedded.Archive;

/// <summary>An event as its row has it; <paramref name="Sequence"/> is null outside an order's stream, the checksum in old rows.</summary>
internal sealed record ArchivedEvent(long Position, long? Sequence, long? Checksum, ReadOnlyMemory<byte> Json)
{
    /// <summary>Whether its bytes are those that were written; null when it has no checksum to tell by.</summary>
    public bool? IsIntact => Checksum is { } checksum ? checksum == EventRows.ChecksumOf(Position, Json.Span) : null;
}

/// <summary>
/// A line of the archive: <c>{"position":7,"sequence":1,"checksum":"0f…","event":{…}}</c>. The event's bytes are those of the row, so that
/// the checksum, in hexadecimal because no JSON number holds it, still tells whether they are.
/// </summary>
internal static class ArchiveLine
{
    /// <summary>Whether the event can be a part of a line without changing a byte.</summary>
    public static bool CanHold(ReadOnlySpan<byte> json) => json.IndexOfAny("\r\n"u8) < 0;

    public static void Write(Stream stream, ArchivedEvent archived)
    {
        var before = new StringBuilder("{\"position\":").Append(archived.Position.ToString(CultureInfo.InvariantCulture));
        if (archived.Sequence is { } sequence)
        {
            before.Append(CultureInfo.InvariantCulture, $",\"sequence\":{sequence}");
        }

        if (archived.Checksum is { } checksum)
        {
            before.Append(CultureInfo.InvariantCulture, $",\"checksum\":\"{checksum:x16}\"");
        }

        stream.Write(Encoding.UTF8.GetBytes(before.Append(",\"event\":").ToString()));
        stream.Write(archived.Json.Span);
        stream.Write("}\n"u8);
    }

    /// <summary>What a line, without its end, holds; null when it is none.</summary>
    public static ArchivedEvent? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return ReadLine(line);
        }
        catch (Exception error) when (StoredJson.IsUnreadable(error))
        {
            return null;
        }
    }

    private static ArchivedEvent? ReadLine(ReadOnlyMemory<byte> line)
    {
        var (position, sequence, checksum, json) = ((long?)null, (long?)null, (long?)null, (ReadOnlyMemory<byte>?)null);
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            switch (name)
            {
                case "position":
                    position = reader.GetInt64();
                    break;
                case "sequence":
                    sequence = reader.GetInt64();
                    break;
                case "checksum":
                    checksum = long.Parse(reader.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    break;
                case "event":
                    reader.Skip();
                    json = line[start..(int)reader.BytesConsumed];
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return position is { } known && json is { } bytes ? new ArchivedEvent(known, sequence, checksum, bytes) : null;
    }
}
