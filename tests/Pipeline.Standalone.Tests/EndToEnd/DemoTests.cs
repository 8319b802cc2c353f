using System.Text.Json;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Same_seed_has_the_same_outcome_again_in_the_same_folder_and_with_keys()
    {
        var first = await RunAsync();
        var second = await RunAsync("--Admin:Key=an admin key of the tests", "--Clients:Keys:0=a client key of the tests");

        Assert.Equal(300, first.Confirmed + first.Cancelled);
        Assert.InRange(first.Cancelled, 10, 100);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Demo_says_that_it_needs_the_admin_key_when_clients_have_keys()
    {
        var (exitCode, output) = await HostProcess.RunAsync(
            "demo", "--orders", "1", "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Clients:Keys:0=a client key of the tests");

        Assert.Equal(2, exitCode);
        Assert.Contains("Set Admin:Key too", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Confirmed, int Cancelled, int NeedsAttention)> RunAsync(params string[] further)
    {
        var (exitCode, output) = await HostProcess.RunAsync(
            ["demo", "--orders", "300", "--seed", "7", "--json", "--data", _folder.Path, "--Payments:Timeout=00:00:05", .. further]);
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
