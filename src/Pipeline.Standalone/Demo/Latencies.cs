namespace Pipeline.Standalone.Demo;

/// <summary>Latencies in milliseconds.</summary>
internal sealed class Latencies(double[] milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    /// <summary>The latency that this share of all does not exceed (nearest rank); 0 when there is none.</summary>
    public double Percentile(double share) =>
        _sorted.Length == 0 ? 0 : Math.Round(_sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)], 2);
}
