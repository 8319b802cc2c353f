using Pipeline.Sqlite;

namespace Pipeline.Standalone.Settings;

/// <summary>The folders named by the settings.</summary>
internal static class Folders
{
    /// <summary>The data folder, as a full path.</summary>
    public static string DataFolder(this IConfiguration configuration) => Path.GetFullPath(configuration["Data:Directory"]!);

    /// <summary>The folder that e-mails are written to; inside the data folder unless set.</summary>
    public static string MailFolder(this IConfiguration configuration) =>
        configuration["Email:Directory"] is { Length: > 0 } own ? Path.GetFullPath(own) : Path.Combine(configuration.DataFolder(), "mail");

    /// <summary>Tries a mail folder of its own: nothing else is written there before the first mail.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void CheckMailFolder(this IConfiguration configuration)
    {
        if (configuration["Email:Directory"] is not { Length: > 0 })
        {
            return;
        }

        var folder = configuration.MailFolder();
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var file = new FileStream(
                Path.Combine(folder, ".writable"),
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"{FolderFailures.Of(folder, error).Detail} Another folder is named with Email:Directory.", ExitCodes.Failure);
        }
    }
}
