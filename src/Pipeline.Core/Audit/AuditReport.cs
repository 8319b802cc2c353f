namespace Pipeline.Audit;

/// <summary>What an audit found.</summary>
public sealed record AuditReport(bool Balanced, IReadOnlyList<AuditCheck> Checks);
