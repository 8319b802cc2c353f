using Pipeline.DeadLetters;

namespace Pipeline.Audit;

/// <summary>A dead letter.</summary>
public sealed record StoredDeadLetter(string Id, string Queue, string Reason, DeadLetterStatus Status);
