// The package is not annotated for null.
#nullable disable

namespace Azure.Messaging.ServiceBus.Administration;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public partial class QueueRuntimeProperties
{
    internal QueueRuntimeProperties()
    {
    }

    public long ActiveMessageCount { get; internal set; }

    public long DeadLetterMessageCount { get; internal set; }

    public string Name { get; internal set; }

    public long ScheduledMessageCount { get; internal set; }

    public long TransferDeadLetterMessageCount { get; internal set; }
}
