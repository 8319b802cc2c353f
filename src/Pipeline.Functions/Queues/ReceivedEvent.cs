using System.Globalization;
using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Functions.Queues;

/// <summary>What a message delivers: the event, which attempt this is, and the dead letter that it replays.</summary>
public sealed record ReceivedEvent(CloudEvent Event, int Attempt, string? DeadLetterId)
{
    /// <summary>Reads a message; a <see cref="Permanent"/> failure when its body is not a CloudEvent in structured mode.</summary>
    public static Result<ReceivedEvent> Read(ServiceBusReceivedMessage message)
    {
        try
        {
            return new ReceivedEvent(CloudEvents.FromJson(message.Body), AttemptOf(message), DeadLetterIdOf(message));
        }
        catch (Exception error)
        {
            // Whatever the parser throws, the bytes will be the same next time.
            return new Permanent(
                "unreadable-message", $"Message {message.MessageId} is not a CloudEvent in structured mode: {error.Message}");
        }
    }

    /// <summary>Which attempt the message says it is.</summary>
    public static int AttemptOf(ServiceBusReceivedMessage message) =>
        int.TryParse(TextOf(message, MessageProperties.Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
        && attempt > 0
            ? attempt
            : 1;

    /// <summary>The dead letter that a message replays, or null.</summary>
    public static string? DeadLetterIdOf(ServiceBusReceivedMessage message) => TextOf(message, MessageProperties.DeadLetterId);

    // A number arrives as whichever AMQP integer the sender chose.
    private static string? TextOf(ServiceBusReceivedMessage message, string name) =>
        message.ApplicationProperties.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
}

/// <summary>The application properties that the pipeline's messages carry (docs/azure.md, "Delivery").</summary>
public static class MessageProperties
{
    /// <summary>Which attempt the delivery is, counted from 1; absent means 1.</summary>
    public const string Attempt = "attempt";

    /// <summary>The dead letter that the delivery replays.</summary>
    public const string DeadLetterId = "deadLetterId";
}
