using System.Security.Cryptography;
using Pipeline.Failures;
using Pipeline.Settings;
using Pipeline.Sqlite;
using Pipeline.Webhooks;

namespace Pipeline.Standalone.Settings;

/// <summary>The secret that the simulated provider signs with when none is configured; generated once per data folder.</summary>
internal static class SigningSecret
{
    private const string FileName = "stripe-signing-secret";

    private static readonly Setting Rule =
        PipelineSettings.All.Single(setting => setting.Name.StartsWith(StripeWebhookOptions.Section, StringComparison.Ordinal));

    /// <summary>Makes the file of an earlier version private, also where it is no longer used.</summary>
    public static void Tighten(string dataFolder) => OwnerOnly.Tighten(Path.Combine(dataFolder, FileName));

    /// <exception cref="FailureException">The data folder cannot be read or written.</exception>
    public static string Of(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            OwnerOnly.CreateFolder(dataFolder);
            // What a loss of power or an editor left of it could be guessed; the simulator does as well with a new one.
            if (File.Exists(path) && File.ReadAllText(path).Trim() is var known && Rule.WhyNot(Rule.Name, known) is null)
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
        using var writer = new StreamWriter(path, OwnerOnly.Options(FileMode.Create, FileAccess.Write));
        writer.WriteLine(secret);
    }
}
