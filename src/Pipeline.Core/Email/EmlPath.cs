using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Email;

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
