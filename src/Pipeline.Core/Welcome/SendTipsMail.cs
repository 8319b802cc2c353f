using Pipeline.Email;

namespace Pipeline.Welcome;

/// <summary>The mail that helps on, some days later.</summary>
public sealed class SendTipsMail(IEmailSender emails)
    : WelcomeMail(emails, WelcomeWorkflow.SendTips, "Getting the most out of your account", "here are three tips to get on.");
