using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Failures;
using Pipeline.Intake;

namespace Pipeline.Email;

/// <summary>Writes an e-mail in the message format of RFC 5322.</summary>
public static class EmlFormat
{
    /// <summary>Characters per line, without the line break (RFC 5322 section 2.1.1).</summary>
    private const int LongestLine = 998;

    /// <exception cref="FailureException">An address cannot be written in a header; a retry cannot help.</exception>
    public static byte[] Write(EmailMessage message, string from, DateTimeOffset date)
    {
        // A line ends where the composer wrote a line feed, and nowhere else.
        var lines = string.Join("\r\n", message.Body.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(OneLine.Clean));
        var plain = IsPlain(lines);
        var body = plain ? lines : Convert.ToBase64String(Encoding.UTF8.GetBytes(lines), Base64FormattingOptions.InsertLineBreaks) + "\r\n";
        var text = new StringBuilder(body.Length + 512)
            .Append("Date: ").Append(date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture))
            .Append("\r\nFrom: ").Append(Address(from))
            .Append("\r\nTo: ").Append(Address(message.To))
            .Append("\r\nSubject: ").Append(EncodedWords.Encode(message.Subject))
            .Append("\r\nMessage-ID: <").Append(EmlPath.Name(message.Id)).Append("@pipeline.invalid>")
            .Append("\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8")
            .Append("\r\nContent-Transfer-Encoding: ").Append(plain ? "7bit" : "base64")
            .Append("\r\n\r\n").Append(body);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A line break would let a customer inject headers, an angle bracket a second address.
    private static string Address(string address) =>
        address.Length is > 2 and < 900 && OneLine.WhyNot(address) is null && !address.AsSpan().ContainsAny('<', '>')
            ? $"<{address}>"
            : throw new FailureException(new Permanent("bad-address", $"'{EncodedWords.Encode(address)}' is not an e-mail address."));

    private static bool IsPlain(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > LongestLine || !Ascii.IsValid(line) || line.ContainsAnyInRange('\0', '\b'))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Header text: unchanged when plain, otherwise as encoded words (RFC 2047), always on one line.</summary>
public static class EncodedWords
{
    private const int LongestPlain = 200;

    /// <summary>45 bytes make 60 characters of base64, which with the frame stays within the 75 that RFC 2047 allows.</summary>
    private const int BytesPerWord = 45;

    public static string Encode(string text)
    {
        var oneLine = OneLine.Clean(text);
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

/// <summary>The path of an e-mail's file: the same id always gives the same path, and no two ids share one.</summary>
public static class EmlPath
{
    /// <summary>How many subfolders there are.</summary>
    public const int Shards = 256;

    /// <summary>Longer names are cut and end in a hash, so that every file system accepts them.</summary>
    private const int LongestName = 200;

    /// <summary>The path below the mail folder or container, in one of the subfolders so that none grows large.</summary>
    public static string Of(string emailId) => $"{Shard(emailId)}/{Name(emailId)}.eml";

    /// <summary>The name of a subfolder, by its number.</summary>
    public static string Shard(int number) => number.ToString("x2", CultureInfo.InvariantCulture);

    /// <summary>The id with unsafe characters escaped; capitals too, because some file systems ignore case.</summary>
    public static string Name(string emailId)
    {
        if (emailId.Length <= LongestName && emailId.All(IsSafe) && !emailId.StartsWith('.'))
        {
            return emailId;
        }

        var name = Escape(emailId);
        return name.Length <= LongestName ? name : $"{name[..(LongestName - 65)]}~{Convert.ToHexStringLower(Hash(emailId))}";
    }

    private static string Escape(string emailId)
    {
        var name = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(emailId))
        {
            var dotFirst = unit == '.' && name.Length == 0;
            _ = IsSafe((char)unit) && !dotFirst ? name.Append((char)unit) : name.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }

        return name.ToString();
    }

    private static bool IsSafe(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '.';

    private static byte[] Hash(string emailId) => SHA256.HashData(Encoding.UTF8.GetBytes(emailId));

    // FNV-1a: cheap, evenly spread and the same in every process.
    private static string Shard(string emailId)
    {
        var hash = 2166136261u;
        foreach (var character in emailId)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return Shard((int)((hash ^ (hash >> 16)) % Shards));
    }
}
