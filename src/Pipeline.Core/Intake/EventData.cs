using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pipeline.Intake;

/// <summary>Finds the data of a structured event: JSON in <c>data</c>, or the bytes of JSON in <c>data_base64</c>.</summary>
internal static class EventData
{
    /// <summary>The data's JSON; null when it is missing or cannot be read, which <paramref name="errors"/> then says.</summary>
    public static byte[]? Read(JsonElement root, FieldErrors errors)
    {
        var data = Find(root, "data");
        var base64 = Find(root, "data_base64");
        if (data is not null && base64 is not null)
        {
            errors.Add("data_base64", "must not be given together with data");
            return null;
        }

        if (data is null && base64 is null)
        {
            errors.Add("data", "is required");
            return null;
        }

        return data is { } json ? JsonMarshal.GetRawUtf8Value(json).ToArray() : Decode(base64!.Value, errors);
    }

    private static byte[]? Decode(JsonElement base64, FieldErrors errors)
    {
        if (base64.ValueKind != JsonValueKind.String || !base64.TryGetBytesFromBase64(out var bytes))
        {
            errors.Add("data_base64", "must be a string of base64");
            return null;
        }

        return bytes;
    }

    private static JsonElement? Find(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
