using System.Buffers.Text;
using System.Text;

namespace Pipeline.Http.Answers;

/// <summary>Where the next page of a list begins, as clients pass it back; no other list reads it, and no other text is one.</summary>
public static class PageCursor
{
    private const char End = '\n';

    /// <summary>The cursor after an entry of a list.</summary>
    public static string Of(string list, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}{End}{id}{End}"));

    /// <summary>The entry that a cursor of this list is after, or null when it is none.</summary>
    public static string? Read(string list, string cursor)
    {
        if (!Base64Url.IsValid(cursor))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(End);
        return parts is [var name, { Length: > 0 } id, ""] && name == list && Of(list, id) == cursor ? id : null;
    }
}
