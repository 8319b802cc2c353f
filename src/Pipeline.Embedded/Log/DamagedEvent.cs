using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Embedded.Log;

/// <summary>
/// Stands for an event that cannot be read, so that its delivery becomes a dead letter and the rest goes on. Once stored, it is
/// recognised by its source.
/// </summary>
internal sealed class DamagedEvent : CloudEvent
{
    public const string Code = UnreadableEventException.DamagedCode;

    private const string OwnSource = "/event-log";
    private static readonly string UnknownType = EventTypes.Full("unknown");

    private DamagedEvent(string id, string? type, string? subject, string why)
        : base(OwnSource, type ?? UnknownType, jsonSerializableData: null)
    {
        Id = id;
        Subject = subject ?? id;
        Why = why;
        ExtensionAttributes["damage"] = why;
    }

    /// <summary>What was found, for a person.</summary>
    public string Why { get; }

    /// <summary>Nobody can say which queues it was for.</summary>
    public bool IsOfUnknownType => Type == UnknownType;

    /// <summary>What its deliveries fail with.</summary>
    public Failure Failure => new Permanent(Code, $"{Why} Restore the row from a backup, then replay this.");

    /// <summary>An event of the log; its type is null when nothing tells it.</summary>
    public static DamagedEvent At(long position, string? type, string? subject, string why) =>
        new($"position-{position}", type, subject, $"The event at position {position} of the log is damaged ({why}).");

    /// <summary>An event of another row, which has no other copy.</summary>
    public static DamagedEvent Of(string row, string why) => new(row, null, null, $"The event of {row} is damaged ({why}).");

    /// <summary>Whether an event is one of these, or was before it was stored.</summary>
    public static bool Is(CloudEvent cloudEvent) => cloudEvent is DamagedEvent || cloudEvent.Source == OwnSource;
}
