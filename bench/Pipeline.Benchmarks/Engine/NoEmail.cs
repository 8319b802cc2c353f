using Pipeline.Email;

namespace Pipeline.Benchmarks.Engine;

/// <summary>Sends nothing.</summary>
internal sealed class NoEmail : IEmailSender
{
    public Task SendAsync(EmailMessage message, CancellationToken cancellation) => Task.CompletedTask;
}
