namespace Pipeline.Email;

/// <summary>Port: sends e-mail.</summary>
public interface IEmailSender
{
    /// <summary>Hands the e-mail over; the same id is delivered once.</summary>
    /// <exception cref="Failures.FailureException">It could not be handed over.</exception>
    Task SendAsync(EmailMessage message, CancellationToken cancellation);
}

/// <summary>One e-mail; <paramref name="Id"/> is its idempotency key: an e-mail that is sent twice arrives once.</summary>
public sealed record EmailMessage(string Id, string To, string Subject, string Body);

/// <summary>Section <c>Email</c>.</summary>
public sealed record EmailOptions
{
    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "orders@example.com";

    /// <summary>Where alerts go.</summary>
    public string Operations { get; set; } = "operations@example.com";
}
