namespace Pipeline.Email;

/// <summary>Section <c>Email</c>.</summary>
public sealed record EmailOptions
{
    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "orders@example.com";

    /// <summary>Where alerts go.</summary>
    public string Operations { get; set; } = "operations@example.com";
}
