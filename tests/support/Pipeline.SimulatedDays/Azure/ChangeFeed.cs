using Pipeline.Azure.Cosmos;
using Pipeline.CosmosGateway;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// The change feed of a container and the host's listener: it asks a while after something changed, hands over what is new, and saves how
/// far it came once the function has returned. What failed comes again after the trigger's growing pause.
/// </summary>
internal sealed class ChangeFeed(string container, InMemoryCosmos cosmos, Lives lives, TimeProvider time, Random dice, Story story)
{
    // Of the trigger: FeedPollDelay, and its exponential backoff from a second to a minute.
    private const int PollMilliseconds = 1_000;
    private const int LongestPauseSeconds = 60;

    private TaskCompletionSource _changed = new();
    private long _position;

    /// <summary>There may be something new.</summary>
    public void Notice() => _changed.TrySetResult();

    public async Task RunAsync()
    {
        while (true)
        {
            await _changed.Task;
            _changed = new TaskCompletionSource();
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(PollMilliseconds)), time);
            for (var pause = 1; await TakeAsync() is false; pause = Math.Min(pause * 2, LongestPauseSeconds))
            {
                await Task.Delay(TimeSpan.FromSeconds(pause), time);
            }
        }
    }

    /// <summary>Whether an instance took what is new.</summary>
    private async Task<bool> TakeAsync()
    {
        var instance = await lives.UpAsync();
        var position = _position;
        var changes = cosmos.ChangesSince(CosmosContainers.Default.Database, container, ref position);
        if (changes.Count > 0)
        {
            var taking = instance.TakeChangesAsync(container, changes);
            await Task.WhenAny(taking, instance.Ended);
            if (!taking.IsCompletedSuccessfully)
            {
                var why = taking.Exception?.InnerException?.Message ?? "their instance died";
                story.Tell("feed", $"{changes.Count} changes of {container} come again: {why}");
                return false;
            }
        }

        _position = position;
        return true;
    }
}
