using Pipeline.CosmosGateway.Faults;

namespace Pipeline.Azure.Tests.Cosmos;

/// <summary>What may go wrong with a request and then passes.</summary>
internal static class AllFaults
{
    /// <summary>The request has no effect.</summary>
    public static IReadOnlyList<Fault> Before { get; } =
    [
        Fault.Throttled, Fault.RetryWith, Fault.Unavailable, Fault.RequestTimeout, Fault.Gone, Fault.InternalError,
        Fault.ConnectionLost, Fault.TimedOut,
    ];

    /// <summary>The request takes effect and its answer is lost.</summary>
    public static IReadOnlyList<Fault> After { get; } =
    [
        Fault.Unavailable.AfterCommit, Fault.RequestTimeout.AfterCommit, Fault.InternalError.AfterCommit,
        Fault.ConnectionLost.AfterCommit, Fault.TimedOut.AfterCommit,
    ];
}
