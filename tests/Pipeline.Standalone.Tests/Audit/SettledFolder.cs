using Pipeline.Simulation;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Audit;

/// <summary>The data folder of a small run in which a bit of everything happened.</summary>
public sealed class SettledFolder : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Customers _customers = new(new SimulatorOptions { DeclineRate = 0.3 });

    public async Task InitializeAsync()
    {
        var (host, url) = await HostProcess.ServeAsync(
            _folder.Path,
            "http://127.0.0.1:0",
            ["--Welcome:TipsAfter=00:00:00.1", "--Sensors:Thresholds:temperature=80", .. _customers.Arguments]);
        using (host)
        using (var client = new PipelineClient(url))
        {
            await client.PlaceAsync(_customers.Next(PaymentOutcome.Captured));
            await client.PlaceAsync(_customers.Next(PaymentOutcome.Captured));
            await client.PlaceAsync(_customers.Next(PaymentOutcome.Declined));
            await client.PublishAsync("user.signed-up", "signup-1", """{"userId":"u-1","email":"u@example.com"}""");
            await client.PublishAsync("sensor.reading", "reading-1", """{"sensorId":"s-1","metric":"temperature","value":99.5}""");
            await client.PublishAsync("log.line", "line-1", """{"level":"info","message":"hello"}""");
            await client.SettleAsync();
            Assert.Equal(0, await host.StopAsync());
        }
    }

    /// <summary>A copy to be tampered with.</summary>
    public TempFolder Copy()
    {
        var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
