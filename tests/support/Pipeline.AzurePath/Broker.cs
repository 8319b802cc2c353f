using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Pipeline.Azure.Queues;
using Pipeline.Events;
using Pipeline.Functions.Queues;

namespace Pipeline.AzurePath;

/// <summary>
/// Service Bus in memory, as far as the pipeline relies on it: peek-lock, scheduled messages, duplicate detection, delivery count, and
/// dead letters that are forwarded to the queue dead-letters.
/// </summary>
public sealed class Broker(TimeProvider time) : IQueueSender, IQueueDepths
{
    /// <summary>How long an unsettled message waits before it is redelivered.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(1);

    private const int MaxDeliveries = 10;
    private const string DeadLetterQueue = "dead-letters";
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, List<BrokerMessage>> _queues = Routes.Default.Queues
        .ToDictionary(queue => queue, _ => new List<BrokerMessage>());
    private readonly Dictionary<(string Queue, string MessageId), DateTimeOffset> _seen = [];
    private long _numbers;

    /// <summary>Sends, deliveries and settlements, by queue: what Service Bus counts as operations.</summary>
    public Dictionary<string, int> Operations { get; } = [];

    /// <summary>Every event that a queue completed without sending a copy for later.</summary>
    public HashSet<(string Queue, string Source, string EventId)> Handled { get; } = [];

    /// <summary>Called with each message that a queue has got.</summary>
    public Action<string, BrokerMessage> OnArrival { get; set; } = (_, _) => { };

    /// <summary>When the next message is due; null when all queues are empty.</summary>
    public DateTimeOffset? NextDue => _queues.Values.SelectMany(messages => messages).Min(message => (DateTimeOffset?)message.Due);

    /// <summary>The messages still in their queues, in readable form.</summary>
    public IEnumerable<string> Waiting =>
        _queues.SelectMany(queue => queue.Value.Select(message => $"{queue.Key} {message.MessageId} due {message.Due:T}"));

    /// <summary>What Event Grid does for each subscription that takes the event.</summary>
    public void Route(CloudEvent cloudEvent)
    {
        foreach (var queue in Routes.Default.Queues.Where(queue => Routes.Default.Takes(queue, cloudEvent.Type)))
        {
            Enqueue(queue, cloudEvent.Id, new BinaryData(CloudEvents.ToJson(cloudEvent)), new Dictionary<string, object>(),
                time.GetUtcNow());
        }
    }

    public Task SendAsync(QueueMessage message, CancellationToken cancellation)
    {
        var properties = new Dictionary<string, object> { [MessageProperties.Attempt] = message.Attempt };
        if (message.DeadLetterId is { } letter)
        {
            properties[MessageProperties.DeadLetterId] = letter;
        }

        Enqueue(message.Queue, $"copy-{_numbers + 1}", new BinaryData(CloudEvents.ToJson(message.Event)), properties,
            message.NotBefore ?? time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return Task.FromResult<IReadOnlyList<QueueDepth>>([.. _queues.Select(queue => new QueueDepth(
            queue.Key, queue.Value.Count(message => message.Due <= now), queue.Value.Count(message => message.Due > now),
            DeadLettered: 0))]);
    }

    /// <summary>Locks the message that is due first, and gives it to the queue's function; false when none is due.</summary>
    public async Task<bool> DeliverNextAsync(Func<string, ServiceBusReceivedMessage, BrokerActions, Task> deliver)
    {
        var now = time.GetUtcNow();
        var next = _queues.SelectMany(queue => queue.Value.Select(message => (Queue: queue.Key, Message: message)))
            .Where(found => found.Message.Due <= now)
            .OrderBy(found => found.Message.Number)
            .FirstOrDefault();
        if (next.Message is null)
        {
            return false;
        }

        var locked = Take(next.Queue, next.Message);
        await deliver(next.Queue, Received(locked), new BrokerActions(this, next.Queue, locked));
        DeadLetterIfSpent(next.Queue, locked);
        return true;
    }

    /// <summary>Locks a message for a delivery, whose settlement needs what is returned.</summary>
    public BrokerMessage Take(string queue, BrokerMessage message)
    {
        Count(queue);
        var locked = message with { Deliveries = message.Deliveries + 1, Due = time.GetUtcNow() + Lock };
        Replace(queue, message, locked);
        return locked;
    }

    /// <summary>Whether a message is still locked for this delivery of it, and not settled.</summary>
    public bool IsHeld(string queue, BrokerMessage locked) => _queues[queue].Contains(locked);

    /// <summary>Locks a message anew, as the listener does while its function runs; it comes again when that runs out.</summary>
    public BrokerMessage Keep(string queue, BrokerMessage locked)
    {
        var kept = locked with { Due = time.GetUtcNow() + Lock };
        Replace(queue, locked, kept);
        return kept;
    }

    /// <summary>Gives up on a message that nobody settled in its last delivery; whether it did.</summary>
    public bool DeadLetterIfSpent(string queue, BrokerMessage locked)
    {
        var isSpent = locked.Deliveries == MaxDeliveries && IsHeld(queue, locked);
        if (isSpent)
        {
            DeadLetter(queue, locked, new Dictionary<string, object>(), "MaxDeliveryCountExceeded", "Nobody settled it.");
        }

        return isSpent;
    }

    public void Complete(string queue, BrokerMessage message, bool isEffective)
    {
        Count(queue);
        Replace(queue, message, null);
        if (isEffective && queue != DeadLetterQueue)
        {
            var cloudEvent = CloudEvents.FromJson(message.Body);
            Handled.Add((queue, cloudEvent.Source, cloudEvent.Id));
        }
    }

    public void DeadLetter(
        string queue, BrokerMessage message, IReadOnlyDictionary<string, object> changes, string? reason, string? description)
    {
        Count(queue);
        Replace(queue, message, null);
        var properties = message.Properties.Concat(changes).ToLookup(pair => pair.Key, pair => pair.Value)
            .ToDictionary(group => group.Key, group => group.Last());
        properties["DeadLetterReason"] = reason ?? "";
        properties["DeadLetterErrorDescription"] = description ?? "";
        Add(DeadLetterQueue, new BrokerMessage(++_numbers, message.MessageId, message.Body, properties, time.GetUtcNow())
        {
            Source = message.Source ?? queue,
        });
    }

    private void Enqueue(
        string queue, string messageId, BinaryData body, IReadOnlyDictionary<string, object> properties, DateTimeOffset due)
    {
        Count(queue);
        var now = time.GetUtcNow();
        if (_seen.TryGetValue((queue, messageId), out var seen) && now - seen < DuplicateWindow)
        {
            return;
        }

        _seen[(queue, messageId)] = now;
        Add(queue, new BrokerMessage(++_numbers, messageId, body, properties, due));
    }

    private void Add(string queue, BrokerMessage message)
    {
        _queues[queue].Add(message);
        OnArrival(queue, message);
    }

    private void Replace(string queue, BrokerMessage message, BrokerMessage? with)
    {
        var messages = _queues[queue];
        var index = messages.FindIndex(known => known.Number == message.Number);
        Assert.True(index >= 0, $"Message {message.MessageId} of {queue} was settled twice.");
        messages.RemoveAt(index);
        if (with is not null)
        {
            messages.Insert(index, with);
        }
    }

    private void Count(string queue) => Operations[queue] = Operations.GetValueOrDefault(queue) + 1;

    internal static ServiceBusReceivedMessage Received(BrokerMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body,
        messageId: message.MessageId,
        contentType: "application/cloudevents+json",
        properties: message.Properties.ToDictionary(),
        deliveryCount: message.Deliveries,
        sequenceNumber: message.Number,
        deadLetterSource: message.Source);
}

/// <summary>A message in one queue of the <see cref="Broker"/>.</summary>
public sealed record BrokerMessage(
    long Number, string MessageId, BinaryData Body, IReadOnlyDictionary<string, object> Properties, DateTimeOffset Due)
{
    /// <summary>The queue whose dead letter it was; null in its first queue.</summary>
    public string? Source { get; init; }

    public int Deliveries { get; init; }
}
