using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Compliance.Sagas;

/// <summary>What operators see and do with sagas, on every engine.</summary>
public abstract class SagasSuite : PortSuite
{
    private static readonly SagaState Stuck = new()
    {
        SagaId = SequentialIds.At(1),
        Definition = OrderSaga.Name,
        DefinitionVersion = OrderSaga.Define(TimeSpan.Zero).Version,
        Phase = SagaPhase.NeedsAttention,
        Step = 1,
        Turn = 9,
        Undo = [FulfilmentActivities.ReleaseInventory, FulfilmentActivities.RefundPayment],
        Signals = [new SagaSignal("event-1", "payment.captured", Consumed: true)],
        Reason = "Cancel requested.",
        CancelRequested = true,
        LastError = "unreachable: no route",
        CorrelationId = "correlation-1",
        StartedAt = Some.Now,
        UpdatedAt = Some.Now.AddMinutes(2),
    };

    private ISagaOperations Sagas => Ports.Port<ISagaOperations>();

    /// <summary>Stores a saga in this state.</summary>
    protected abstract Task PutAsync(SagaState saga);

    [Fact]
    public async Task Saga_comes_back_whole_when_it_is_there()
    {
        await PutAsync(Stuck);

        Assert.Equivalent(Stuck, await Sagas.GetAsync(Stuck.SagaId, default), strict: true);
        Assert.Null(await Sagas.GetAsync("nothing", default));
    }

    [Fact]
    public async Task List_is_newest_first_and_continues_where_the_page_ended()
    {
        await PutSomeAsync();

        var first = await Sagas.ListAsync(null, null, 3, default);
        var rest = await Sagas.ListAsync(null, first[^1].SagaId, 10, default);

        Assert.Equal([6, 5, 4], first.Select(Number));
        Assert.Equal([3, 2, 1], rest.Select(Number));
    }

    [Theory]
    [InlineData(SagaPhase.Running, 6, 1)]
    [InlineData(SagaPhase.Compensating, 2)]
    [InlineData(SagaPhase.Completed, 3)]
    [InlineData(SagaPhase.Compensated, 4)]
    [InlineData(SagaPhase.NeedsAttention, 5)]
    public async Task List_holds_only_sagas_of_a_phase_when_one_is_given(SagaPhase phase, params int[] expected)
    {
        await PutSomeAsync();

        var listed = await Sagas.ListAsync(phase, null, 10, default);

        Assert.Equal(expected, listed.Select(Number));
        Assert.Empty(await Sagas.ListAsync(phase, SequentialIds.At(expected[^1]), 10, default));
    }

    [Fact]
    public async Task Saga_continues_its_undo_when_it_is_resumed()
    {
        await PutAsync(Stuck);

        Assert.True((await Sagas.ResumeAsync(Stuck.SagaId, default)).TryGet(out var resumed, out _));

        Assert.Equal((SagaPhase.Compensating, FulfilmentActivities.RefundPayment), (resumed.Phase, resumed.Activity));
        Assert.Equivalent(resumed, await Sagas.GetAsync(Stuck.SagaId, default), strict: true);
    }

    [Fact]
    public async Task Resume_is_rejected_when_the_saga_does_not_need_attention()
    {
        await PutSomeAsync();

        foreach (var number in new[] { 1, 2, 3, 4 })
        {
            Assert.IsType<Rejected>((await Sagas.ResumeAsync(SequentialIds.At(number), default)).Failure);
        }

        Assert.IsType<NotFound>((await Sagas.ResumeAsync("nothing", default)).Failure);
    }

    [Fact]
    public async Task One_resume_goes_through_when_many_come_at_once()
    {
        await PutAsync(Stuck);

        var resumes = await Rivals.RunAsync(8, _ => Sagas.ResumeAsync(Stuck.SagaId, default));

        Assert.Single(resumes, resume => resume.Failure is null);
        Assert.Equal(7, resumes.Count(resume => resume.Failure is not null));
    }

    private static int Number(SagaState saga) => Convert.ToInt32(saga.SagaId[^4..], 16);

    private async Task PutSomeAsync()
    {
        SagaPhase[] phases =
            [SagaPhase.Running, SagaPhase.Compensating, SagaPhase.Completed, SagaPhase.Compensated,
             SagaPhase.NeedsAttention, SagaPhase.Running];
        for (var i = 0; i < phases.Length; i++)
        {
            await PutAsync(Stuck with { SagaId = SequentialIds.At(i + 1), Phase = phases[i] });
        }
    }
}
