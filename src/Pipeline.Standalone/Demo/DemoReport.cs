using System.Text.Json.Serialization;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Standalone.Demo;

/// <summary>The result of one run of the demo; counts cover this run only.</summary>
/// <param name="OrdersPerSecond">Orders ended per second since the first POST, without those that are meant to time out.</param>
/// <param name="EndToEndP50Ms">From sending the POST to the commit that confirms or cancels the order, over all orders.</param>
/// <param name="DuplicatesSuppressed">Duplicates without a second effect, as counted by the pipeline.</param>
/// <param name="Seconds">Duration of the whole run, until everything has settled.</param>
/// <param name="Data">The folder that holds it all, for <c>audit</c> and <c>serve</c>.</param>
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
    string Data,
    bool AuditBalanced);

/// <summary>Source-generated JSON of what the demo sends, reads and prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlaceOrder))]
[JsonSerializable(typeof(PlacedAnswer))]
[JsonSerializable(typeof(PipelineStats))]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoJson : JsonSerializerContext;

/// <summary>How far a run has got.</summary>
internal sealed record DemoProgress(int Placed, int Terminal, int Orders, int Events);

/// <summary>Latencies in milliseconds.</summary>
internal sealed class Latencies(double[] milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    /// <summary>The percentile by nearest rank; 0 when there are no latencies.</summary>
    public double Percentile(double share) =>
        _sorted.Length == 0 ? 0 : Math.Round(_sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)], 2);
}
