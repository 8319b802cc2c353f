namespace Pipeline.Audit;

/// <summary>Every reading above its threshold has one sensor.threshold-exceeded event, and every such event its reading.</summary>
internal sealed class ReadingsAreAlerted : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var unexplained = snapshot.Log.Alerts.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var metric in snapshot.Log.Readings.GroupBy(reading => reading.Metric, StringComparer.OrdinalIgnoreCase))
        {
            Check(snapshot, findings, [.. metric.OrderBy(reading => reading.Position)], unexplained);
        }

        foreach (var alert in unexplained)
        {
            findings.Add("alerts have no reading above the threshold", alert);
        }

        return findings.ToCheck(
            "readings-are-alerted", $"{snapshot.Log.Readings.Count} readings, {snapshot.Log.Alerts.Count} above their threshold");
    }

    // Thresholds are settings and may change: the one in force is known only where the alerts before and after a reading agree.
    private static void Check(AuditSnapshot snapshot, Findings findings, List<ReadingTally> readings, HashSet<string> unexplained)
    {
        double? before = null;
        var undecided = new List<ReadingTally>();
        foreach (var reading in readings)
        {
            if (!snapshot.Log.Alerts.TryGetValue(reading.AlertId, out var threshold))
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
