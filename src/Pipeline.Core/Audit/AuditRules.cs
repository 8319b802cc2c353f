namespace Pipeline.Audit;

/// <summary>The rules of books that balance, the same on every engine.</summary>
public static class AuditRules
{
    private static readonly IAuditCheck[] Checks =
    [
        new LogIsWhole(),
        new OrdersAreTerminal(),
        new OrdersAreTheirEvents(),
        new SagasAgree(),
        new ViewsAreCurrent(),
        new StockIsConserved(),
        new MoneyIsConserved(),
        new ProviderAgrees(),
        new CarrierAgrees(),
        new QueuesAreDrained(),
        new NoDeadLetters(),
        new EmailsWentOutOnce(),
        new LogLinesAreCounted(),
        new ReadingsAreAlerted(),
    ];

    /// <summary>What the checks find in these books.</summary>
    public static AuditReport Run(AuditBooks books)
    {
        var checks = Checks.Select(check => check.Run(books)).ToList();
        return new AuditReport(checks.TrueForAll(check => check.Ok), checks);
    }
}
