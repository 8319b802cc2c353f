using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.DeadLetters;

/// <summary>An event that a queue gave up on, and why.</summary>
/// <param name="Attempts">How often it was tried, replays included.</param>
public sealed record DeadLetter(
    string Id,
    string Queue,
    CloudEvent Event,
    string Reason,
    string Detail,
    int Attempts,
    DeadLetterStatus Status,
    DateTimeOffset ArrivedAt,
    DateTimeOffset UpdatedAt);

/// <summary>The state of a dead letter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadLetterStatus>))]
public enum DeadLetterStatus
{
    /// <summary>It waits for a decision.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>It is on its way back to its queue.</summary>
    [JsonStringEnumMemberName("replaying")]
    Replaying,

    /// <summary>A replay took effect.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved,
}

/// <summary>The written names of <see cref="DeadLetterStatus"/>.</summary>
public static class DeadLetterStatuses
{
    public static IReadOnlyList<string> All => WrittenNames<DeadLetterStatus>.All;

    public static string Name(this DeadLetterStatus status) => WrittenNames<DeadLetterStatus>.Of(status);

    /// <summary>The status of that name, or null.</summary>
    public static DeadLetterStatus? Parse(string name) => WrittenNames<DeadLetterStatus>.Parse(name);
}

/// <summary>Port: the dead-letter store.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps an event that its queue cannot handle, once per queue and event.</summary>
    Task AddAsync(string queue, CloudEvent cloudEvent, Failure failure, CancellationToken cancellation);

    Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation);

    /// <summary>One page of dead letters, newest first.</summary>
    /// <param name="status">Which dead letters; null for all.</param>
    /// <param name="after">The last id of the previous page; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation);

    /// <summary>Sends it back to its queue; <see cref="Rejected"/> unless it is open, <see cref="NotFound"/> when there is none.</summary>
    Task<Result<DeadLetter>> ReplayAsync(string id, CancellationToken cancellation);
}
