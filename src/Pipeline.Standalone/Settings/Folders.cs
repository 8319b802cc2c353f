namespace Pipeline.Standalone.Settings;

/// <summary>The folders named by the settings.</summary>
internal static class Folders
{
    /// <summary>The data folder, as a full path.</summary>
    public static string DataFolder(this IConfiguration configuration) => Path.GetFullPath(configuration["Data:Directory"]!);

    /// <summary>The folder that e-mails are written to; inside the data folder unless set.</summary>
    public static string MailFolder(this IConfiguration configuration) =>
        configuration["Email:Directory"] is { Length: > 0 } own ? Path.GetFullPath(own) : Path.Combine(configuration.DataFolder(), "mail");
}
