using Pipeline.AzurePath;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// The broker and the host's listeners: a message waits for its time, for an instance and for a place there, is locked and handed over. The
/// lock is renewed while the function runs, up to a limit; what is not settled comes again when the lock has run out.
/// </summary>
internal sealed class Deliveries
{
    // maxAutoLockRenewalDuration of host.json.
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    private readonly Broker _broker;
    private readonly Lives _lives;
    private readonly TimeProvider _time;
    private readonly Story _story;

    public Deliveries(Broker broker, Lives lives, WorldTasks world, TimeProvider time, Story story)
    {
        (_broker, _lives, _time, _story) = (broker, lives, time, story);
        broker.OnArrival = (queue, message) => world.Begin(() => RunAsync(queue, message));
    }

    private async Task RunAsync(string queue, BrokerMessage message)
    {
        while (true)
        {
            await WaitAsync(message.Due);
            var instance = await _lives.EnterAsync(queue);
            var locked = message = _broker.Take(queue, message);
            await DeliverAsync(instance, queue, locked);
            if (!_broker.IsHeld(queue, locked))
            {
                return;
            }

            // Renewed until now.
            message = _broker.Keep(queue, locked);
            _story.Tell("broker", $"{queue} {message.MessageId} was not settled in delivery {message.Deliveries}");
            if (_broker.DeadLetterIfSpent(queue, message))
            {
                return;
            }
        }
    }

    private async Task DeliverAsync(AzureInstance instance, string queue, BrokerMessage locked)
    {
        var delivering = instance.DeliverAsync(queue, locked);
        using var settled = new CancellationTokenSource();
        await Task.WhenAny(delivering, instance.Ended, Task.Delay(LongestLock, _time, settled.Token));
        settled.Cancel();
        if (delivering.IsCompleted)
        {
            instance.Places(queue).Leave();
        }
        else
        {
            _ = LeaveAsync(delivering, instance.Places(queue));
        }
    }

    private static async Task LeaveAsync(Task delivering, Places places)
    {
        await delivering.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        places.Leave();
    }

    private Task WaitAsync(DateTimeOffset due) =>
        due > _time.GetUtcNow() ? Task.Delay(due - _time.GetUtcNow(), _time) : Task.CompletedTask;
}
