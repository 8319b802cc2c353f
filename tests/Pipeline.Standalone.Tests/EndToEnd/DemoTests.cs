using System.Text.Json;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Same_seed_has_the_same_outcome_again_in_the_same_folder()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal(300, first.Confirmed + first.Cancelled);
        Assert.InRange(first.Cancelled, 10, 100);
        Assert.Equal(first, second);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Confirmed, int Cancelled, int NeedsAttention)> RunAsync()
    {
        var (exitCode, output) = await HostProcess.RunAsync(
            "demo", "--orders", "300", "--seed", "7", "--json", "--data", _folder.Path, "--Payments:Timeout=00:00:05");
        Assert.True(exitCode == 0, output);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.True(report.GetProperty("auditBalanced").GetBoolean());
        Assert.Equal(0, report.GetProperty("deadLetters").GetInt32());
        string[] numbers =
        [
            "ordersPerSecond", "postP50Ms", "postP99Ms", "endToEndP50Ms", "endToEndP99Ms", "events",
            "duplicatesSuppressed", "peakMemoryMiB",
        ];
        Assert.All(numbers, name => Assert.True(report.GetProperty(name).GetDouble() > 0, name));
        int Count(string name) => report.GetProperty(name).GetInt32();
        return (Count("confirmed"), Count("cancelled"), Count("needsAttention"));
    }
}
