using System.Net.Mail;

namespace Pipeline.Intake;

/// <summary>The rule for e-mail addresses from outside.</summary>
public static class EmailAddress
{
    public const int MaxLength = 254;
    public const string Rule = "must be one e-mail address such as a@example.com, without a display name, of at most 254 characters";

    /// <summary>Whether it is a bare address. Control characters are refused because they could end a mail header.</summary>
    public static bool IsValid(string text) =>
        text.Length <= MaxLength
        && !text.Any(char.IsControl)
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && address.DisplayName.Length == 0;
}
