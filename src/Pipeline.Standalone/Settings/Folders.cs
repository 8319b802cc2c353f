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

    /// <summary>A folder that an option of the command line names, as a full path.</summary>
    /// <exception cref="UserErrorException">It names none.</exception>
    public static string Named(string option, string value) => string.IsNullOrWhiteSpace(value)
        ? throw new UserErrorException($"{option} is empty; name a folder.", ExitCodes.Usage)
        : Path.GetFullPath(value);

    /// <summary>Tries the mail folder, unless it is still to be made inside the data folder: the first mail would be too late.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void CheckMailFolder(this IConfiguration configuration)
    {
        var folder = configuration.MailFolder();
        if (configuration["Email:Directory"] is not { Length: > 0 } && !Path.Exists(folder))
        {
            return;
        }

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
