using Microsoft.Extensions.Hosting;
using Pipeline.Embedded.Storage;
using Pipeline.Embedded.Tests.Queues;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Engine;

public sealed class EmbeddedEngineTests : IAsyncLifetime
{
    private readonly QueueBench _bench = new();

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Second_engine_is_refused_when_the_folder_is_in_use()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => TestEngine.StartAsync(_bench.Folder, new World(), _bench.Reaction.Only));

        Assert.Equal("data-in-use", error.Failure.Code);
    }

    [Fact]
    public async Task Process_ends_with_an_error_and_the_next_recovers_when_the_engine_breaks()
    {
        var first = _bench.Engine;
        _bench.Reaction.On = (_, _) =>
        {
            first.Get<Writer>().Break(new InvalidOperationException("broken"));
            return FakeReaction.Count();
        };
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(() => first.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = 0;
        await _bench.StopAsync();
        _bench.Reaction.On = (_, _) => FakeReaction.Count();

        await _bench.StartAsync();

        await _bench.CountedAsync(1);
        Assert.Equal((1, 2), (await _bench.CountedAsync("handled"), _bench.Reaction.AttemptsOf("1")));
    }
}
