using System.Net;
using Pipeline.CosmosGateway.Metering;

namespace Pipeline.CosmosGateway.Faults;

/// <summary>What goes wrong with a request. Without <see cref="AfterCommit"/> the request has no effect.</summary>
public sealed record Fault(FaultEffect Effect, HttpStatusCode Status = 0, int SubStatus = 0)
{
    private const int ThrottledByUser = 3200;

    public static readonly Fault Unavailable = new(FaultEffect.Answer, HttpStatusCode.ServiceUnavailable);
    public static readonly Fault RequestTimeout = new(FaultEffect.Answer, HttpStatusCode.RequestTimeout);
    public static readonly Fault InternalError = new(FaultEffect.Answer, HttpStatusCode.InternalServerError);
    public static readonly Fault Gone = new(FaultEffect.Answer, HttpStatusCode.Gone);
    public static readonly Fault RetryWith = new(FaultEffect.Answer, (HttpStatusCode)449);
    public static readonly Fault Throttled = ThrottledFor(TimeSpan.FromMilliseconds(1));
    public static readonly Fault ConnectionLost = new(FaultEffect.ConnectionLost);
    public static readonly Fault TimedOut = new(FaultEffect.TimeOut);

    /// <summary>The request took effect; only its answer is lost.</summary>
    public bool TookEffect { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the test does at this point, such as another writer's write.</summary>
    public Func<RecordedRequest, Task>? Meanwhile { get; init; }

    /// <summary>The same fault, but the request took effect before its answer was lost.</summary>
    public Fault AfterCommit => Status is HttpStatusCode.TooManyRequests or (HttpStatusCode)449
        ? throw new InvalidOperationException(
            $"The service never answers {(int)Status} to what took effect; the client repeats it on that ground.")
        : this with { TookEffect = true };

    public static Fault ThrottledFor(TimeSpan retryAfter) =>
        new(FaultEffect.Answer, HttpStatusCode.TooManyRequests, ThrottledByUser) { RetryAfter = retryAfter };

    /// <summary>No fault: runs something just before the request takes effect (or, with <see cref="AfterCommit"/>, just after).</summary>
    public static Fault Pause(Func<RecordedRequest, Task> meanwhile) => new(FaultEffect.None) { Meanwhile = meanwhile };

    public override string ToString() =>
        $"{(Effect == FaultEffect.Answer ? $"{(int)Status}" : $"{Effect}")} {(TookEffect ? "after" : "before")} the commit";
}
