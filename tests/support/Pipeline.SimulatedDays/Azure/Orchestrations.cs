using Pipeline.AzurePath.TaskHub;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// The task hub at work: what an orchestration is told gathers for a moment and is then taken in one episode, which is one step with its
/// history; its activities run on an instance, and again if that dies; its timers ring by the world's time.
/// </summary>
internal sealed class Orchestrations
{
    private const int MaxPollMilliseconds = 300;
    private const int MaxVisibilitySeconds = 60;
    private const string Activities = "activities";

    private readonly TestOrchestrations _hub;
    private readonly Lives _lives;
    private readonly WorldTasks _world;
    private readonly TimeProvider _time;
    private readonly Random _dice;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public Orchestrations(TestOrchestrations hub, Lives lives, WorldTasks world, TimeProvider time, Random dice)
    {
        (_hub, _lives, _world, _time, _dice) = (hub, lives, world, time, dice);
        hub.OnHeld = OnHeld;
        hub.OnAsked = OnAsked;
    }

    private void OnHeld(TestInstance instance)
    {
        if (_told.Add(instance.Id))
        {
            _world.Begin(() => TellAsync(instance.Id));
        }
    }

    private void OnAsked(TestInstance instance, OrchestrationAction asked)
    {
        // What it asked for before it begins anew is of no interest any more.
        var renewals = instance.Renewals;
        switch (asked)
        {
            case OrchestrationAction.Call call:
                _world.Begin(() => ActAsync(instance, renewals, call));
                break;
            case OrchestrationAction.Timer timer:
                _world.Begin(() => RingAsync(instance, renewals, timer));
                break;
        }
    }

    private async Task TellAsync(string id)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(_dice.Next(MaxPollMilliseconds)), _time);
        await _lives.UpAsync();
        _told.Remove(id);
        _hub.TellHeld(_hub.Find(id)!);
    }

    private async Task ActAsync(TestInstance instance, int renewals, OrchestrationAction.Call call)
    {
        while (true)
        {
            var up = await _lives.EnterAsync(Activities);
            var acting = up.ActAsync(call.Input);
            await Task.WhenAny(acting, up.Ended);
            if (acting.IsCompleted)
            {
                up.Places(Activities).Leave();
                _hub.Report(instance, renewals, acting.IsCompletedSuccessfully
                    ? HistoryEvent.Completed(call.TaskId, await acting)
                    : HistoryEvent.Failed(call.TaskId, acting.Exception?.InnerException?.Message ?? "cancelled"));
                return;
            }

            // Seen again once the dead instance's hold on the message has run out.
            await Task.Delay(TimeSpan.FromSeconds(_dice.Next(1, MaxVisibilitySeconds)), _time);
        }
    }

    private async Task RingAsync(TestInstance instance, int renewals, OrchestrationAction.Timer timer)
    {
        var wait = timer.FireAt - _time.GetUtcNow();
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _time);
        _hub.Report(instance, renewals, HistoryEvent.Fired(timer.TaskId));
    }
}
