namespace Pipeline.Embedded.Email;

/// <summary>Section <c>Email</c>, the part of the folder that e-mails are written into.</summary>
public sealed record EmlFolderOptions
{
    /// <summary>The folder; when none is set, <c>mail</c> in the data folder.</summary>
    public string Directory { get; set; } = "";
}
