using System.Collections.Concurrent;
using Pipeline.Email;
using Pipeline.Failures;

namespace Pipeline.Compliance.Flows;

/// <summary>Keeps every e-mail that was handed over, duplicates included.</summary>
public sealed class Outbox : IEmailSender
{
    private readonly ConcurrentQueue<EmailMessage> _sent = new();

    public IReadOnlyList<EmailMessage> Sent => [.. _sent];

    /// <summary>Whether the mail service is down.</summary>
    public bool IsDown { get; set; }

    public Task SendAsync(EmailMessage message, CancellationToken cancellation)
    {
        if (IsDown)
        {
            throw new FailureException(new Transient("mail-down", "The mail service does not answer.") { IsOutage = true });
        }

        _sent.Enqueue(message);
        return Task.CompletedTask;
    }
}
