using Pipeline.Events;

namespace Pipeline.DeadLetters;

/// <summary>dead-letter.arrived: a queue gave up on an event; the dead-letter store holds it whole.</summary>
public sealed record DeadLetterArrived(string DeadLetterId, string Queue, string EventId, string EventType, string Reason) : IEvent;
