using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Pipeline.Events;

namespace Pipeline.Functions.Tests.Queues;

/// <summary>Messages as Service Bus hands them over.</summary>
internal static class Messages
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static CloudEvent LogLine(string id = "e-1", Trace? trace = null) =>
        CloudEvents.Create(new LogLine("info", "it works", "web"), "/tests", "web", id, Now, trace ?? Trace.None);

    public static ServiceBusReceivedMessage Of(CloudEvent cloudEvent, object? attempt = null, string? deadLetterId = null) =>
        Of(new BinaryData(CloudEvents.ToJson(cloudEvent)), attempt, deadLetterId);

    public static ServiceBusReceivedMessage Of(
        BinaryData body, object? attempt = null, string? deadLetterId = null,
        string? from = null, string? reason = null, string? detail = null)
    {
        var properties = new Dictionary<string, object>();
        Add(properties, "attempt", attempt);
        Add(properties, "deadLetterId", deadLetterId);
        Add(properties, "DeadLetterReason", reason);
        Add(properties, "DeadLetterErrorDescription", detail);
        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: body, messageId: "m-1", properties: properties, deliveryCount: 1, deadLetterSource: from);
    }

    private static void Add(Dictionary<string, object> properties, string name, object? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }
}
