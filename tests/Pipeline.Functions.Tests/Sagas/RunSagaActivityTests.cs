using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class RunSagaActivityTests
{
    private static readonly SagaState Saga = new()
    {
        SagaId = Some.OrderId,
        Definition = OrderSaga.Name,
        DefinitionVersion = 1,
        StartedAt = Some.Now,
        UpdatedAt = Some.Now,
    };

    private readonly SagaBench _bench = new();

    [Fact]
    public async Task Activity_tells_success_and_every_failure_as_data()
    {
        Assert.Equal(new ActivitySucceeded(7), (await RunAsync(() => null)).InputOf(7));
        Assert.Equal(
            new ActivityFailed(7, new Transient("busy", "Later.", TimeSpan.FromSeconds(9))),
            (await RunAsync(() => new Transient("busy", "Later.", TimeSpan.FromSeconds(9)))).InputOf(7));
        Assert.Equal(
            new ActivityFailed(7, new Transient("mail-down", "Out.") { IsOutage = true }),
            (await RunAsync(() => new Transient("mail-down", "Out.") { IsOutage = true })).InputOf(7));
        Assert.Equal(
            new ActivityFailed(7, new Permanent("sold-out", "None left.")),
            (await RunAsync(() => new Rejected("sold-out", "None left."))).InputOf(7));
        Assert.Equal(
            new ActivityFailed(7, new Transient("unreachable", "No route.")),
            (await RunAsync(() => throw new HttpRequestException("No route."))).InputOf(7));
    }

    [Fact]
    public async Task Activity_is_tried_again_when_this_version_of_the_app_does_not_know_it()
    {
        var outcome = await new RunSagaActivity(_bench.Catalog).RunAsync(new SagaAct("of-tomorrow", Saga), default);
        Assert.True(outcome.IsTransient);
        Assert.Contains("of-tomorrow", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_fails_when_the_host_stops()
    {
        using var stopping = new CancellationTokenSource();
        _bench.Script[FulfilmentActivities.ReserveInventory] = () => throw new OperationCanceledException();
        await stopping.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            new RunSagaActivity(_bench.Catalog).RunAsync(new SagaAct(FulfilmentActivities.ReserveInventory, Saga), stopping.Token));
    }

    private Task<SagaOutcome> RunAsync(Func<Failure?> answer)
    {
        _bench.Script[FulfilmentActivities.ReserveInventory] = answer;
        return new RunSagaActivity(_bench.Catalog).RunAsync(new SagaAct(FulfilmentActivities.ReserveInventory, Saga), default);
    }
}
