namespace Pipeline.Standalone.Audit;

/// <summary>What an audit found.</summary>
internal sealed record AuditReport(bool Balanced, IReadOnlyList<AuditCheck> Checks);
