namespace Pipeline.Audit;

/// <summary>The result of one check; the detail says what was looked at, or what is wrong and how often.</summary>
public sealed record AuditCheck(string Name, bool Ok, string Detail);
