namespace Pipeline.Audit;

/// <summary>One sensor reading, with the ids that its alert has if there is one.</summary>
public readonly record struct ReadingBook(string Metric, double Value, string AlertId, string MailId);
