using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Pipeline.Simulation;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;
using Xunit.Abstractions;

namespace Pipeline.Standalone.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int OrdersAKill = 400;
    private const int AtOnce = 32;

    private static readonly int Kills = LongForm.Number("PIPELINE_CRASH_KILLS", 5);
    private static readonly int Orders = Kills * OrdersAKill;

    private readonly TempFolder _folder = new();
    private readonly Random _random = new(Kills);
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly Customers _customers = new(new SimulatorOptions
    {
        DeclineRate = 0.1,
        HeldRate = 0.005,
        LateRate = 0.01,
        DelayRate = 0.2,
        DuplicateRate = 0.1,
        EarlyRate = 0.1,
        OutOfOrderRate = 0.1,
    });

    private int _broken;
    private volatile TaskCompletionSource<PipelineClient> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_takes_effect_twice_when_the_process_is_killed_again_and_again()
    {
        var (host, url) = await StartAsync("http://127.0.0.1:0");
        var load = Parallel.ForEachAsync(
            Enumerable.Range(1, Orders),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await PlaceAsync(number));
        for (var kill = 1; kill <= Kills; kill++)
        {
            host = await KillAndRestartAsync(host, url, after: (int)((long)Orders * kill / (Kills + 1)));
        }

        await load;
        Assert.NotEqual(0, _broken);
        using var client = await _up.Task;
        await client.SettleAsync();
        var orders = await ListAsync(client);
        await Task.Delay(500); // Captures that crossed their void are reported up to 400 ms later.
        await client.SettleAsync();
        Assert.Equal(0, await host.StopAsync());
        host.Dispose();

        Assert.Empty(_acknowledged.Values.Except(orders.Keys));
        Assert.Equal(Orders, orders.Count);
        Assert.Equal(["cancelled", "confirmed"], orders.Values.Distinct().Order());
        var (exitCode, report) = await HostProcess.RunAsync("audit", "--json", "--data", _folder.Path);
        Assert.True(exitCode == 0, report);
        output.WriteLine($"{Kills} kills, {orders.Count} orders, {_broken} requests broken off and sent again.");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<HostProcess> KillAndRestartAsync(HostProcess host, Uri url, int after)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(_acknowledged.Count >= after), () => Task.FromResult($"{_acknowledged.Count} of {after} placed"));
        await Task.Delay(_random.Next(300));
        _up = new TaskCompletionSource<PipelineClient>(TaskCreationOptions.RunContinuationsAsynchronously);
        await host.KillAsync();
        host.Dispose();
        return (await StartAsync(url.ToString())).Host;
    }

    private async Task<(HostProcess Host, Uri Url)> StartAsync(string url)
    {
        var started = await HostProcess.ServeAsync(
            _folder.Path, url, ["--Payments:Timeout=00:00:05", "--Welcome:TipsAfter=00:00:01", .. _customers.Arguments]);
        _up.SetResult(new PipelineClient(started.Url));
        return started;
    }

    // A client that does not know whether its order was placed retries with the same key.
    private async Task PlaceAsync(int number)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"order-{number}");
        while (!_acknowledged.ContainsKey(key))
        {
            var client = await _up.Task;
            try
            {
                using var response = await client.PostOrderAsync($"c-{number}", $"SKU-{number % 10}", 1, key);
                if (response.IsSuccessStatusCode)
                {
                    var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                    _acknowledged[key] = body.GetProperty("orderId").GetString()!;
                }
                else
                {
                    await Task.Delay(100);
                }
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _broken);
                await Task.Delay(20);
            }
        }
    }

    // The status of each order.
    private static async Task<Dictionary<string, string>> ListAsync(PipelineClient client)
    {
        var orders = new Dictionary<string, string>();
        for (string? after = "", next; after is not null; after = next)
        {
            var page = await client.GetAsync($"/api/orders?limit=200{(after.Length > 0 ? "&after=" + after : "")}");
            foreach (var order in page.GetProperty("items").EnumerateArray())
            {
                Assert.True(orders.TryAdd(order.GetProperty("orderId").GetString()!, order.GetProperty("status").GetString()!));
            }

            next = page.GetProperty("next").GetString();
        }

        return orders;
    }
}
