using Azure.Messaging;

namespace Pipeline.DeadLetters;

/// <summary>An event that a queue gave up on, whole, with why.</summary>
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
