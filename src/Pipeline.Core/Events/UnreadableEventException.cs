namespace Pipeline.Events;

/// <summary>An event that no retry can read; the caller dead-letters it.</summary>
public sealed class UnreadableEventException : Exception
{
    public UnreadableEventException(string message)
        : base(message)
    {
    }

    public UnreadableEventException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
