namespace Pipeline.Email;

/// <summary>One e-mail; <paramref name="Id"/> is the idempotency key that its provider gets, so that one sent twice arrives once.</summary>
public sealed record EmailMessage(string Id, string To, string Subject, string Body);
