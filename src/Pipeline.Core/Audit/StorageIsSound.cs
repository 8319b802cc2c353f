namespace Pipeline.Audit;

/// <summary>The engine's files are whole: every page and every row can be read, and nothing acknowledged is missing at the end.</summary>
internal sealed class StorageIsSound : IAuditCheck
{
    public const string Name = "storage-is-sound";

    public AuditCheck Run(AuditSnapshot snapshot)
    {
        if (snapshot.Storage is not { } storage)
        {
            return new AuditCheck(Name, Ok: true, "the engine keeps no files of its own");
        }

        var findings = new Findings();
        foreach (var problem in storage.Problems)
        {
            findings.Add("problems", problem);
        }

        return findings.ToCheck(Name, "every page and every row can be read");
    }
}

/// <summary>Every event that has a checksum is the one that was written.</summary>
internal sealed class EventsMatchTheirChecksums : IAuditCheck
{
    private const string Name = "events-match-their-checksums";

    public AuditCheck Run(AuditSnapshot snapshot)
    {
        if (snapshot.Storage is not { } storage)
        {
            return new AuditCheck(Name, Ok: true, "the engine keeps no files of its own");
        }

        var findings = new Findings();
        foreach (var position in storage.Altered)
        {
            findings.Add("events are not what was written, at position", $"{position}");
        }

        return findings.ToCheck(Name, $"{storage.Verified} events, {storage.WithoutChecksum} older ones have none");
    }
}
