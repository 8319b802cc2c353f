using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Email;

/// <summary>Where the e-mail of an id lies: the same id always gives the same path, two ids never share one.</summary>
public static class EmlPath
{
    /// <summary>Names beyond this are cut and end in a hash, so that no file system refuses them.</summary>
    private const int LongestName = 200;

    /// <summary>The path below the mail folder or container, in one of 256 subfolders that keep each of them small.</summary>
    public static string Of(string emailId) => $"{Shard(emailId)}/{Name(emailId)}.eml";

    /// <summary>The id with everything unsafe escaped; capitals too, because some file systems take them for small letters.</summary>
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

    // FNV-1a: spreads well, costs nothing, and is the same in every process.
    private static string Shard(string emailId)
    {
        var hash = 2166136261u;
        foreach (var character in emailId)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return ((hash ^ (hash >> 16)) & 0xFF).ToString("x2", CultureInfo.InvariantCulture);
    }
}
