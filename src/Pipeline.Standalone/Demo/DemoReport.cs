using System.Text.Json.Serialization;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Standalone.Demo;

/// <summary>What a run of the demo came to; counts are of this run.</summary>
/// <param name="OrdersPerSecond">Placed to terminal, from the first POST, of all orders but those whose story is a time-out.</param>
/// <param name="EndToEndP50Ms">From sending the POST to the commit that confirms or cancels the order, over all orders.</param>
/// <param name="DuplicatesSuppressed">What came again and had no second effect, as the pipeline counts it.</param>
/// <param name="Seconds">The whole run, until everything has settled.</param>
internal sealed record DemoReport(
    long Seed,
    int Orders,
    int Confirmed,
    int Cancelled,
    int NeedsAttention,
    double OrdersPerSecond,
    double PostP50Ms,
    double PostP99Ms,
    double EndToEndP50Ms,
    double EndToEndP99Ms,
    long Events,
    long DeadLetters,
    long DuplicatesSuppressed,
    double PeakMemoryMiB,
    double Seconds,
    bool AuditBalanced);

/// <summary>Source-generated JSON of what the demo sends, reads and prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlaceOrder))]
[JsonSerializable(typeof(PlacedAnswer))]
[JsonSerializable(typeof(PipelineStats))]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoJson : JsonSerializerContext;

/// <summary>How far a run is.</summary>
internal sealed record DemoProgress(int Placed, int Terminal, int Orders, int Events);

/// <summary>Latencies in milliseconds.</summary>
internal sealed class Latencies(double[] milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    /// <summary>The latency that this share of all does not exceed (nearest rank); 0 when there is none.</summary>
    public double Percentile(double share) =>
        _sorted.Length == 0 ? 0 : Math.Round(_sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)], 2);
}
