using System.Collections.Concurrent;
using Pipeline.Email;

namespace Pipeline.Compliance.Flows;

/// <summary>Keeps every e-mail that was handed over, duplicates included.</summary>
public sealed class Outbox : IEmailSender
{
    private readonly ConcurrentQueue<EmailMessage> _sent = new();

    public IReadOnlyList<EmailMessage> Sent => [.. _sent];

    public Task SendAsync(EmailMessage message, CancellationToken cancellation)
    {
        _sent.Enqueue(message);
        return Task.CompletedTask;
    }
}
