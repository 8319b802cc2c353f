using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Events;

namespace Pipeline.Embedded.Work;

/// <summary>Reads the JSON of the engine's own rows, which may be damaged.</summary>
internal static class StoredJson
{
    /// <summary>The value, or null when the row is damaged.</summary>
    /// <param name="json">What is stored.</param>
    /// <param name="type">What it is.</param>
    /// <param name="isWhole">
    /// Whether nothing is missing in it: where a property's name is damaged, the property is absent, and names that this version of the
    /// program does not know are no error.
    /// </param>
    public static T? Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, Func<T, bool>? isWhole = null)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } read && isWhole?.Invoke(read) != false ? read : null;
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
