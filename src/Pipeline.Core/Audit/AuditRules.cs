namespace Pipeline.Audit;

/// <summary>The checks of an audit, the same on every engine.</summary>
public static class AuditRules
{
    private static readonly IAuditCheck[] Checks =
    [
        new StorageIsSound(),
        new EventsMatchTheirChecksums(),
        new LogIsWhole(),
        new OrdersAreTerminal(),
        new OrdersAreTheirEvents(),
        new SagasAgree(),
        new ViewsAreCurrent(),
        new StockIsConserved(),
        new MoneyIsConserved(),
        new ProviderAgrees(),
        new CarrierAgrees(),
        new ClientsAgree(),
        new QueuesAreDrained(),
        new NoDeadLetters(),
        new EmailsWentOutOnce(),
        new LogLinesAreCounted(),
        new ReadingsAreAlerted(),
    ];

    /// <summary>The report on files that are too damaged to be read at all.</summary>
    public static AuditReport Unreadable(string why) => new(Balanced: false, [new AuditCheck(StorageIsSound.Name, Ok: false, why)]);

    /// <summary>Runs every check on a snapshot.</summary>
    public static AuditReport Run(AuditSnapshot snapshot)
    {
        var checks = Checks.Select(check => check.Run(snapshot)).ToList();
        return new AuditReport(checks.TrueForAll(check => check.Ok), checks);
    }
}

/// <summary>The result of one check; the detail says what was checked, or what is wrong and how often.</summary>
public sealed record AuditCheck(string Name, bool Ok, string Detail);

/// <summary>What an audit found.</summary>
public sealed record AuditReport(bool Balanced, IReadOnlyList<AuditCheck> Checks);

/// <summary>One thing that holds in a balanced snapshot.</summary>
internal interface IAuditCheck
{
    AuditCheck Run(AuditSnapshot snapshot);
}
