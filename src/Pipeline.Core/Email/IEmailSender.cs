namespace Pipeline.Email;

/// <summary>Port: sends e-mail.</summary>
public interface IEmailSender
{
    /// <summary>Hands the e-mail over; the same id is delivered once.</summary>
    /// <exception cref="Failures.FailureException">It could not be handed over.</exception>
    Task SendAsync(EmailMessage message, CancellationToken cancellation);
}
