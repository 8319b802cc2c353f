// The package is not annotated for null.
#nullable disable

namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public partial class ServiceBusMessage(BinaryData body)
{
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    public BinaryData Body { get; set; } = body;

    public string ContentType { get; set; }

    public string CorrelationId { get; set; }

    public string MessageId { get; set; }

    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public string Subject { get; set; }
}
