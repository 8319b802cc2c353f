namespace Pipeline.Audit;

/// <summary>One thing that must hold in books that balance.</summary>
internal interface IAuditCheck
{
    AuditCheck Run(AuditBooks books);
}
