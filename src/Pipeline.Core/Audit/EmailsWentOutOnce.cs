using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Audit;

/// <summary>Every e-mail that an event asked for is there once, and no other.</summary>
internal sealed class EmailsWentOutOnce : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        var written = books.Mails.ToHashSet(StringComparer.Ordinal);
        var due = books.Log.Emails.Concat(Alerts(books)).Concat(Welcomes(books)).Select(books.NameOfMail).ToList();
        foreach (var missing in due.Where(path => !written.Remove(path)))
        {
            findings.Add("are missing", missing);
        }

        written.ExceptWith(Early(books).Select(books.NameOfMail));
        foreach (var extra in written)
        {
            findings.Add("belong to no event", extra);
        }

        return findings.ToCheck("emails-went-out-once", $"{due.Count} e-mails");
    }

    private static IEnumerable<string> Alerts(AuditSnapshot books) =>
        books.Log.Readings.Where(reading => books.Log.Alerts.ContainsKey(reading.AlertId)).Select(reading => reading.MailId);

    // The tips are due when the workflow is done, which may be in some days.
    private static IEnumerable<string> Welcomes(AuditSnapshot books) =>
        WelcomeSagas(books).Where(saga => saga.Phase == SagaPhase.Completed).SelectMany(saga => Mails(saga.SagaId));

    private static IEnumerable<string> Early(AuditSnapshot books) => WelcomeSagas(books).SelectMany(saga => Mails(saga.SagaId));

    private static string[] Mails(string sagaId) => [$"{sagaId}-{WelcomeWorkflow.SendWelcome}", $"{sagaId}-{WelcomeWorkflow.SendTips}"];

    private static IEnumerable<StoredSaga> WelcomeSagas(AuditSnapshot books) =>
        books.Sagas.Where(saga => saga.Definition == WelcomeWorkflow.Name);
}
