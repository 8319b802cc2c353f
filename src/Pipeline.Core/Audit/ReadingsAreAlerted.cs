namespace Pipeline.Audit;

/// <summary>Every offending reading has exactly one sensor.threshold-exceeded event, and every such event has its reading.</summary>
internal sealed class ReadingsAreAlerted : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        var unexplained = books.Log.Alerts.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var metric in books.Log.Readings.GroupBy(reading => reading.Metric, StringComparer.OrdinalIgnoreCase))
        {
            Check(books, findings, [.. metric], unexplained);
        }

        foreach (var alert in unexplained)
        {
            findings.Add("alerts have no reading above the threshold", alert);
        }

        return findings.ToCheck(
            "readings-are-alerted", $"{books.Log.Readings.Count} readings, {books.Log.Alerts.Count} above their threshold");
    }

    // Thresholds are settings and may change: what was in force is known where the alerts before and after a reading agree on it.
    private static void Check(AuditSnapshot books, Findings findings, List<ReadingTally> readings, HashSet<string> unexplained)
    {
        double? before = null;
        var undecided = new List<ReadingTally>();
        foreach (var reading in readings)
        {
            if (!books.Log.Alerts.TryGetValue(reading.AlertId, out var threshold))
            {
                undecided.Add(reading);
                continue;
            }

            if (reading.Value > threshold)
            {
                unexplained.Remove(reading.AlertId);
            }

            foreach (var missed in undecided.Where(missed => before == threshold && missed.Value > threshold))
            {
                findings.Add("readings have no alert", $"{missed.Metric} {missed.Value} ({missed.AlertId})");
            }

            (before, undecided) = (threshold, []);
        }
    }
}
