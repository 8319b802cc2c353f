using Pipeline.Simulation;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>One host for many tests, with an unsteady payment provider and short time-outs.</summary>
public sealed class ServingHost : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private HostProcess? _host;

    internal Customers Customers { get; } = new(new SimulatorOptions
    {
        DeclineRate = 0.2,
        HeldRate = 0.2,
        LateRate = 0.2,
        DelayRate = 0.3,
        DuplicateRate = 0.3,
        EarlyRate = 0.3,
        OutOfOrderRate = 0.3,
    });

    public PipelineClient Client { get; private set; } = null!;

    public string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        (_host, var url) = await HostProcess.ServeAsync(
            Folder,
            "http://127.0.0.1:0",
            ["--Payments:Timeout=00:00:03", "--Welcome:TipsAfter=00:00:01", "--Sensors:Thresholds:temperature=80", .. Customers.Arguments]);
        Client = new PipelineClient(url);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Client?.Dispose();
        _host?.Dispose();
        _folder.Dispose();
    }
}
