using Pipeline.Identity;
using Pipeline.Testing;

namespace Pipeline.Compliance;

/// <summary>The base of the port suites: the engine's ports on a virtual clock. Each test gets a store of its own.</summary>
public abstract class PortSuite : IAsyncLifetime
{
    private IEnginePorts? _ports;

    protected VirtualTime Time { get; } = new();

    protected IIdGenerator Ids { get; } = new SequentialIds();

    protected IEnginePorts Ports => _ports ?? throw new InvalidOperationException("The ports are made when the test begins.");

    public async Task InitializeAsync() => _ports = await CreateAsync(Time, Ids);

    public async Task DisposeAsync() => await Ports.DisposeAsync();

    /// <summary>The ports of the engine under test.</summary>
    protected abstract Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids);
}
