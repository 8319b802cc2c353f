using System.Text.Json;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Same_seed_has_the_same_outcome_again_in_a_folder_of_its_own_and_with_keys()
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

    [Fact]
    public async Task Folder_that_holds_orders_is_refused()
    {
        await File.WriteAllTextAsync(_folder.File("pipeline.db"), "");

        var (exitCode, output) = await HostProcess.RunAsync("demo", "--data", _folder.Path);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"{_folder.Path} holds a pipeline's data already", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_that_is_stopped_says_how_far_it_came_and_where_its_data_is()
    {
        using var demo = HostProcess.StartIn(_folder.Path, "demo", "--orders", "1000000");
        await Eventually.TrueAsync(() => demo.Output.Contains("orders placed", StringComparison.Ordinal));

        Assert.Equal(1, await demo.StopAsync());

        Assert.Matches("The demo was stopped: [0-9]+ of 1000000 orders were placed, and [0-9]+ of them", demo.Output);
        var folder = Assert.Single(Directory.GetDirectories(_folder.File(".pipeline/demo")));
        Assert.Contains($"audit --data {folder} checks it", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", demo.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Confirmed, int Cancelled, int NeedsAttention)> RunAsync(params string[] further)
    {
        var (exitCode, output) = await HostProcess.RunInAsync(
            _folder.Path, [], ["demo", "--orders", "300", "--seed", "7", "--json", "--Payments:Timeout=00:00:05", .. further]);
        Assert.True(exitCode == 0, output);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.True(report.GetProperty("auditBalanced").GetBoolean());
        Assert.Equal(0, report.GetProperty("deadLetters").GetInt32());
        Assert.StartsWith(_folder.File(".pipeline/demo"), report.GetProperty("data").GetString(), StringComparison.Ordinal);
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
