using Pipeline.CosmosGateway.Faults;

namespace Pipeline.Azure.Tests.Cosmos;

/// <summary>The transient faults of a request.</summary>
internal static class AllFaults
{
    /// <summary>Every kind, with and without effect.</summary>
    public static IReadOnlyList<Fault> Kinds { get; } =
    [
        Fault.Throttled, Fault.RetryWith, Fault.Unavailable, Fault.RequestTimeout, Fault.Gone, Fault.InternalError,
        Fault.ConnectionLost, Fault.TimedOut,
        Fault.Unavailable.AfterCommit, Fault.RequestTimeout.AfterCommit, Fault.InternalError.AfterCommit,
        Fault.ConnectionLost.AfterCommit, Fault.TimedOut.AfterCommit,
    ];

    /// <summary>One of each kind: refused, lost before its effect, lost after it, answered with an error.</summary>
    public static IReadOnlyList<Fault> Sorts { get; } =
        [Fault.Throttled, Fault.TimedOut, Fault.ConnectionLost.AfterCommit, Fault.RequestTimeout.AfterCommit];
}
