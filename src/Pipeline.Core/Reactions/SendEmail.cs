using Pipeline.Email;

namespace Pipeline.Reactions;

/// <summary>Sends an e-mail.</summary>
public sealed record SendEmail(EmailMessage Message) : Effect;
