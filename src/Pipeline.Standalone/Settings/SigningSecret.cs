using System.Security.Cryptography;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Standalone.Settings;

/// <summary>The secret that the simulated provider signs with when none is configured; generated once per data folder.</summary>
internal static class SigningSecret
{
    private const string FileName = "stripe-signing-secret";

    /// <exception cref="FailureException">The data folder cannot be read or written.</exception>
    public static string Of(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            Directory.CreateDirectory(dataFolder);
            if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } known)
            {
                return known;
            }

            var secret = "whsec_" + Convert.ToHexStringLower(Unguessable(32));
            Write(path, secret);
            return secret;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FolderFailures.Of(dataFolder, error), error);
        }
    }

    // A secret must not be repeatable, so injected chance must not decide it.
#pragma warning disable RS0030
    private static byte[] Unguessable(int bytes) => RandomNumberGenerator.GetBytes(bytes);
#pragma warning restore RS0030

    private static void Write(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(secret);
    }
}
