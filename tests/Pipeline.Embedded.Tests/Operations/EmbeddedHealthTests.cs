using Pipeline.Operations;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Operations;

public sealed class EmbeddedHealthTests : IAsyncLifetime
{
    private readonly EmbeddedPorts _ports = new(new VirtualTime(), new SequentialIds());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _ports.DisposeAsync();

    [Fact]
    public async Task Engine_is_ready_when_it_can_write() => Assert.Null(await _ports.Port<IHealth>().CheckAsync(default));

    [Fact]
    public async Task Engine_is_not_ready_when_it_can_commit_but_not_write()
    {
        await _ports.Port<Writer>().RunAsync(transaction => transaction
            .Sql("CREATE TRIGGER nothing_can_be_written BEFORE INSERT ON readiness BEGIN SELECT RAISE (ABORT, 'full'); END").Run());

        Assert.NotNull(await _ports.Port<IHealth>().CheckAsync(default));
    }
}
