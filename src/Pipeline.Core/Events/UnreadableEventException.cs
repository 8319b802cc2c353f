using Pipeline.Failures;

namespace Pipeline.Events;

/// <summary>An event that no retry can read; the caller dead-letters it.</summary>
public sealed class UnreadableEventException(string message, Exception? inner = null)
    : FailureException(new Permanent("unreadable-event", message), inner)
{
    public override string Message => Failure.Detail;
}
