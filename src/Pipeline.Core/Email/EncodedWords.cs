using System.Text;

namespace Pipeline.Email;

/// <summary>Header text: unchanged when plain, otherwise as encoded words (RFC 2047). Control characters become spaces.</summary>
public static class EncodedWords
{
    private const int LongestPlain = 200;

    /// <summary>45 bytes make 60 characters of base64, which with the frame stays within the 75 that RFC 2047 allows.</summary>
    private const int BytesPerWord = 45;

    public static string Encode(string text)
    {
        var oneLine = string.Create(text.Length, text, (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
        var plain = oneLine.Length <= LongestPlain && Ascii.IsValid(oneLine) && !oneLine.Contains("=?", StringComparison.Ordinal);
        return plain ? oneLine : string.Join("\r\n ", Words(oneLine));
    }

    // A character is never split between two words: readers decode each word on its own.
    private static IEnumerable<string> Words(string text)
    {
        var word = new List<byte>(BytesPerWord);
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > BytesPerWord)
            {
                yield return Frame(word);
                word.Clear();
            }

            word.AddRange(bytes.AsSpan(0, length));
        }

        yield return Frame(word);
    }

    private static string Frame(List<byte> word) => $"=?utf-8?B?{Convert.ToBase64String([.. word])}?=";
}
