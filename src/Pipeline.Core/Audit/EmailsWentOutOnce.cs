using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Audit;

/// <summary>Every e-mail that an event calls for went out once, and no other did.</summary>
internal sealed class EmailsWentOutOnce : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var written = snapshot.Mails.ToHashSet(StringComparer.Ordinal);
        var due = snapshot.Log.Emails.Concat(Alerts(snapshot)).Concat(Welcomes(snapshot)).Select(snapshot.NameOfMail).ToList();
        foreach (var missing in due.Where(path => !written.Remove(path)))
        {
            findings.Add("are missing", missing);
        }

        written.ExceptWith(Early(snapshot).Select(snapshot.NameOfMail));
        foreach (var extra in written)
        {
            findings.Add("belong to no event", extra);
        }

        return findings.ToCheck("emails-went-out-once", $"{due.Count} e-mails");
    }

    private static IEnumerable<string> Alerts(AuditSnapshot snapshot) =>
        snapshot.Log.Readings.Where(reading => snapshot.Log.Alerts.ContainsKey(reading.AlertId)).Select(reading => reading.MailId);

    // The tips are due once the workflow has completed, which may take days; only then is it archived.
    private static IEnumerable<string> Welcomes(AuditSnapshot snapshot) =>
        WelcomeSagas(snapshot).Where(saga => saga.Phase == SagaPhase.Completed).Select(saga => saga.SagaId)
            .Union(snapshot.Log.ArchivedUsers.Select(WelcomeWorkflow.InstanceId))
            .SelectMany(Mails);

    private static IEnumerable<string> Early(AuditSnapshot snapshot) => WelcomeSagas(snapshot).SelectMany(saga => Mails(saga.SagaId));

    private static string[] Mails(string sagaId) => [$"{sagaId}-{WelcomeWorkflow.SendWelcome}", $"{sagaId}-{WelcomeWorkflow.SendTips}"];

    private static IEnumerable<StoredSaga> WelcomeSagas(AuditSnapshot snapshot) =>
        snapshot.Sagas.Where(saga => saga.Definition == WelcomeWorkflow.Name);
}
