using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Log;

/// <summary>
/// Refuses new work while the engine is too far behind what it has accepted of the same class: a flood of log lines never stops an order.
/// Work in flight is never refused.
/// </summary>
internal sealed class Admission(Writer writer)
{
    /// <summary>How many events may wait in a queue that the new work would go through.</summary>
    public const long MaxLag = 200_000;

    // Orders come last to be refused: what is left above the limit of all else is theirs.
    private const int MaxUncommittedBeforeOrders = 10_000;
    private const int MaxUncommittedBeforeOthers = 5_000;

    private static readonly string NewOrder = EventTypes.Full(EventTypes.OrderPlaced);

    private Func<string, long> _lagOf = _ => 0;

    /// <summary>Sets where to ask how many events wait for work that begins with an event of a type.</summary>
    public void Connect(Func<string, long> lagOf) => _lagOf = lagOf;

    /// <summary>Admits a new order.</summary>
    /// <exception cref="FailureException">The engine cannot keep up: <see cref="Transient"/>, with when to try again.</exception>
    public void AdmitOrder() => Admit(NewOrder, MaxUncommittedBeforeOrders);

    /// <summary>Admits an event from outside.</summary>
    /// <exception cref="FailureException">As for an order.</exception>
    public void AdmitEvent(string eventType) => Admit(eventType, MaxUncommittedBeforeOthers);

    private void Admit(string eventType, int maxUncommitted)
    {
        if (writer.Backlog > maxUncommitted || _lagOf(eventType) > MaxLag)
        {
            throw new FailureException(new Transient(
                "overloaded", "The pipeline cannot keep up; nothing was accepted. Try again later.", TimeSpan.FromSeconds(2)));
        }
    }
}
