using Pipeline.Email;

namespace Pipeline.Welcome;

/// <summary>The mail that greets.</summary>
public sealed class SendWelcomeMail(IEmailSender emails)
    : WelcomeMail(emails, WelcomeWorkflow.SendWelcome, "Welcome", "your account is ready.");
