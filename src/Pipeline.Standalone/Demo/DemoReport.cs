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
