namespace Pipeline.Http.Intake;

/// <summary>The answer to an event from outside: accepted, or duplicate when it was accepted before.</summary>
public sealed record EventReceipt(string Id, string Status);
