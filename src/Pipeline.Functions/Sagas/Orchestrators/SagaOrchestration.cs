using Microsoft.DurableTask;
using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas.Orchestrators;

/// <summary>
/// The durable interpreter of sagas. It is replayed from its history again and again, so it reads only its input, its events and the
/// context's clock, and leaves every decision to <see cref="SagaDecider"/>.
/// </summary>
internal sealed class SagaOrchestration
{
    private readonly TaskOrchestrationContext _context;
    private readonly SagaRun _run;
    private SagaState _saga;
    private string? _resumedBy;
    private int _inputs;

    // One wait at a time, kept until it is answered: events queue up behind it, and none is lost to an abandoned wait.
    private Task<SagaEvent> _inbox;

    private SagaOrchestration(TaskOrchestrationContext context, SagaRun run)
    {
        (_context, _run, _resumedBy) = (context, run, run.ResumedBy);
        _saga = run.Saga ?? SagaDecider.Start(run.Definition, run.Start!, Now);
        _inbox = NextEvent();
        if (run.Event is { } reason)
        {
            Take(reason);
        }
    }

    private DateTimeOffset Now => new(DateTime.SpecifyKind(_context.CurrentUtcDateTime, DateTimeKind.Utc));

    /// <summary>Runs the saga until its rest is over; its state is the output.</summary>
    public static Task<SagaState> RunAsync(TaskOrchestrationContext context) =>
        new SagaOrchestration(context, SagaRun.Of(context.GetInput<object>())).RunAsync();

    private async Task<SagaState> RunAsync()
    {
        while (await TakeTurnAsync())
        {
            // The inbox is empty here, and the runtime carries over what comes later in this batch.
            if (_inputs >= _run.MaxInputs && !_inbox.IsCompleted)
            {
                _context.ContinueAsNew(_run.GoOn(_saga, _resumedBy), preserveUnprocessedEvents: true);
                break;
            }
        }

        return _saga;
    }

    /// <summary>Does what the state asks for until an input makes it take another turn; false when its rest is over.</summary>
    private async Task<bool> TakeTurnAsync()
    {
        using var over = new CancellationTokenSource();
        var (turn, restsUntil) = (_saga.Turn, RestsUntil());
        var asked = AskAsync(restsUntil, over.Token);
        while (_saga.Turn == turn)
        {
            _context.SetCustomStatus(SagaStatus.Of(_saga, restsUntil, _resumedBy));
            await Task.WhenAny(_inbox, asked);
            if (_inbox.IsCompleted)
            {
                var arrived = await _inbox;
                _inbox = NextEvent();
                Take(arrived);
            }
            else if (await asked is { } input)
            {
                Decide(input);
            }
            else
            {
                return false;
            }
        }

        over.Cancel();
        return true;
    }

    private Task<SagaInput?> AskAsync(DateTimeOffset? restsUntil, CancellationToken over) => SagaNext.Of(_saga) switch
    {
        SagaNext.Act act => ActAsync(act),
        SagaNext.Wait wait => RingAsync(wait.Deadline, new DeadlinePassed(wait.Turn), over),
        _ when restsUntil is { } end => RingAsync(end, input: null, over),
        _ => new TaskCompletionSource<SagaInput?>().Task,
    };

    private async Task<SagaInput?> ActAsync(SagaNext.Act act)
    {
        try
        {
            var outcome = await _context.CallActivityAsync<SagaOutcome>(RunSagaActivity.Name, new SagaAct(act.Activity, _saga));
            return outcome.InputOf(act.Turn);
        }
        catch (TaskFailedException crash)
        {
            // Failures come back as data, so this is a worker that died or a host that stopped.
            return new ActivityFailed(act.Turn, new Transient("activity-crashed", crash.FailureDetails.ErrorMessage));
        }
    }

    private async Task<SagaInput?> RingAsync(DateTimeOffset at, SagaInput? input, CancellationToken over)
    {
        await _context.CreateTimer(at.UtcDateTime, over);
        return input;
    }

    private Task<SagaEvent> NextEvent() => _context.WaitForExternalEvent<SagaEvent>(SagaEvent.Channel);

    private void Take(SagaEvent arrived)
    {
        if (arrived.IsResume && _saga.Phase == SagaPhase.NeedsAttention)
        {
            _resumedBy = arrived.Id;
        }

        Decide(arrived.Input());
    }

    private void Decide(SagaInput input)
    {
        _inputs++;
        _saga = SagaDecider.Decide(_run.Definition, _saga, input, Now);
    }

    private DateTimeOffset? RestsUntil() => _saga.Phase.IsEnded() ? Now + _run.RestsFor : null;
}
