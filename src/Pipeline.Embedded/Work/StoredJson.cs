using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Events;

namespace Pipeline.Embedded.Work;

/// <summary>Reads the JSON of the engine's own rows, which may be damaged.</summary>
internal static class StoredJson
{
    /// <summary>The value, or null when the row is damaged.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            return null;
        }
    }

    /// <summary>Whether an exception is what bytes cause that are not what was written.</summary>
    public static bool IsUnreadable(Exception error) => error
        is JsonException or ArgumentException or InvalidOperationException or FormatException or NotSupportedException or OverflowException
        or UnreadableEventException;
}
