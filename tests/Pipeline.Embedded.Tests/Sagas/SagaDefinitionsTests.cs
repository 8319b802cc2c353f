using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Sagas;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Sagas;

/// <summary>Which definition a saga runs by when the program's definitions have changed since it started.</summary>
public sealed class SagaDefinitionsTests : IAsyncLifetime
{
    private static readonly SagaDefinition Newer = SagaBench.Trip with { Version = 2, Steps = [new("fly")] };
    private static readonly SagaDefinition Lost = SagaBench.Trip with { Version = 9, Steps = [SagaBench.Trip.Steps[0], new("hike")] };

    private readonly SagaBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Definition_is_stored_once_however_many_sagas_are_started_with_it_and_again_when_a_setting_changes()
    {
        await _bench.StartAsync();
        await BeginAsync("trip-1");
        Assert.Equal(1, Count());
        await _bench.RestartAsync();
        await BeginAsync("trip-2");
        Assert.Equal(1, Count());

        _bench.Definitions = [SagaBench.Trip with { UndoRetry = RetryPolicy.Undo }];
        await _bench.RestartAsync();
        await BeginAsync("trip-3");

        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task Saga_of_an_earlier_file_runs_by_its_registered_version_even_when_that_is_removed_later()
    {
        WriteEarlierFile(SagaBench.Trip);
        await _bench.StartAsync();
        Assert.Equal(SagaMode.Awaiting, (await _bench.Sagas.GetAsync(SagaBench.Id, default))!.Mode);
        await Eventually.TrueAsync(() => Count() == 1);

        _bench.Definitions = [Newer];
        await _bench.RestartAsync();
        Assert.Null(await _bench.TellAsync("booked"));

        await _bench.IsAsync(SagaPhase.Completed, SagaMode.Idle);
        Assert.Equal(["travel 0"], _bench.Runs);
    }

    [Fact]
    public async Task Ended_saga_of_an_earlier_file_still_refunds_a_surplus_when_its_version_is_removed_later()
    {
        WriteEarlierFile(SagaBench.Trip, saga => saga with { Phase = SagaPhase.Completed, Mode = SagaMode.Idle, Step = 2 });
        await _bench.StartAsync();
        await Eventually.TrueAsync(() => Count() == 1);

        _bench.Definitions = [Newer];
        await _bench.RestartAsync();
        Assert.Null(await _bench.TellAsync("booked"));

        await Eventually.TrueAsync(() => !_bench.Runs.IsEmpty);
        await _bench.IsAsync(SagaPhase.Completed, SagaMode.Idle);
        Assert.Equal(["unbook 0"], _bench.Runs);
    }

    [Fact]
    public async Task Saga_without_a_definition_needs_attention_and_continues_where_it_was_when_the_definition_is_back()
    {
        WriteEarlierFile(Lost);
        await _bench.StartAsync();
        await BeginAsync("trip-2");

        await _bench.IsAsync(SagaPhase.NeedsAttention, SagaMode.Idle);
        await Eventually.TrueAsync(async () => (await _bench.Engine.StatsAsync()).Sagas == new SagaStats(1, 1));
        var listed = Assert.Single(await _bench.Sagas.ListAsync(SagaPhase.NeedsAttention, null, 10, default));
        Assert.StartsWith("saga-definition-unknown: Version 9 of Trip ", listed.LastError, StringComparison.Ordinal);
        Assert.Equal("saga-definition-unknown", Assert.IsType<Rejected>(await _bench.TellAsync("refused")).Code);
        var resumed = await _bench.Sagas.ResumeAsync(SagaBench.Id, default);
        Assert.Equal("saga-definition-unknown", Assert.IsType<Rejected>(resumed.Failure).Code);
        Assert.Null(await _bench.TellAsync("booked", "trip-2"));
        await _bench.IsAsync(SagaPhase.Completed, SagaMode.Idle, "trip-2");
        Assert.False(_bench.Engine.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);

        _bench.Definitions = [SagaBench.Trip, Lost];
        await _bench.RestartAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        _bench.Definitions = [SagaBench.Trip];
        await _bench.RestartAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        Assert.Null(await _bench.TellAsync("booked"));

        await Eventually.TrueAsync(async () => (await _bench.Sagas.GetAsync(SagaBench.Id, default))!.Mode == SagaMode.Retrying);
        Assert.Contains("hike", (await _bench.Sagas.GetAsync(SagaBench.Id, default))!.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadline_that_passed_meanwhile_holds_when_a_lost_definition_is_back()
    {
        WriteEarlierFile(Lost);
        await _bench.StartAsync();
        await _bench.IsAsync(SagaPhase.NeedsAttention, SagaMode.Idle);
        _bench.World.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_bench.Runs);

        _bench.Definitions = [Lost];
        await _bench.RestartAsync();
        await _bench.World.AdvanceUntilAsync(TimeSpan.FromSeconds(1), async () =>
            await _bench.Sagas.GetAsync(SagaBench.Id, default) is { Phase: SagaPhase.Compensated });

        Assert.Equal(["unbook", "close"], _bench.Runs.Select(run => run.Split(' ')[0]));
    }

    [Fact]
    public async Task Saga_needs_attention_when_its_stored_definition_cannot_be_read()
    {
        await _bench.StartAsync();
        await _bench.BeginAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        await _bench.Engine.Get<Writer>().RunAsync(transaction => transaction.Sql("UPDATE saga_definitions SET definition = '{'").Run());

        await _bench.RestartAsync();

        await _bench.IsAsync(SagaPhase.NeedsAttention, SagaMode.Idle);
        await BeginAsync("trip-2");
    }

    private async Task BeginAsync(string id)
    {
        await _bench.BeginAsync(id);
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting, id);
    }

    private long Count() => _bench.Engine.Get<Database>().Read(connection => connection
        .Sql("SELECT count(*) FROM saga_definitions WHERE name = 'Trip'").First(row => row.Number(0)));

    // What the pipeline wrote before it stored definitions: a saga whose first step waits.
    private void WriteEarlierFile(SagaDefinition definition, Func<SagaState, SagaState>? then = null)
    {
        using var file = Connection.Open(_bench.File, readOnly: false);
        file.Execute(EmbeddedServices.Schema);
        var started = SagaDecider.Start(definition, new SagaStart(SagaBench.Id, null, Trace.None), Some.Now);
        var waiting = SagaDecider.Decide(definition, started, new ActivitySucceeded(started.Turn), Some.Now);
        var saga = then?.Invoke(waiting) ?? waiting;
        file.Sql("INSERT INTO sagas (saga_id, definition, phase, state) VALUES (?, ?, ?, ?)")
            .Bind(saga.SagaId).Bind(saga.Definition).Bind(saga.Phase.Name())
            .Bind(JsonSerializer.SerializeToUtf8Bytes(saga, SagaJson.Default.SagaState)).Run();
    }
}
