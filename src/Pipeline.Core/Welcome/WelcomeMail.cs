using System.Text.Json;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Welcome;

/// <summary>Sends one of the workflow's mails to the user who signed up.</summary>
public abstract class WelcomeMail(IEmailSender emails, string name, string subject, string body) : ISagaActivity
{
    public string Name => name;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var user = JsonSerializer.Deserialize(saga.Input ?? "null", EventJson.Default.UserSignedUp);
        if (user is null)
        {
            return new Permanent("no-input", $"Saga {saga.SagaId} does not know its user.");
        }

        var text = MailText.Of($"Hello {user.Name ?? user.Email},\n\n{body}\n");
        await emails.SendAsync(new EmailMessage($"{saga.SagaId}-{name}", user.Email, subject, text.Text), cancellation);
        return null;
    }
}

/// <summary>Greets the user.</summary>
public sealed class SendWelcomeMailActivity(IEmailSender emails)
    : WelcomeMail(emails, WelcomeWorkflow.SendWelcome, "Welcome", "your account is ready.");

/// <summary>Sends tips, some days later.</summary>
public sealed class SendTipsMailActivity(IEmailSender emails)
    : WelcomeMail(emails, WelcomeWorkflow.SendTips, "Getting the most out of your account", "here are three tips to get on.");
