using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Replays dead letters of a queue that is none of the broker's: what it did is done again, here and now.</summary>
internal interface IReplayRoute
{
    string Queue { get; }

    /// <summary>Null when it took effect.</summary>
    Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation);
}
