using Pipeline.CosmosGateway.Faults;

namespace Pipeline.Azure.Tests.Cosmos;

/// <summary>Runs a scenario again and again, each time with a fault at another of its requests.</summary>
internal static class FaultSweep
{
    /// <summary>Each fault hits each request once; the scenario must end as if nothing had happened.</summary>
    /// <param name="ports">The ports; each run uses a name of its own for what it touches.</param>
    /// <param name="prepare">Sets up what the scenario starts from.</param>
    /// <param name="scenario">Makes the calls and asserts their results.</param>
    /// <param name="faults">One of each kind unless given.</param>
    public static async Task OnceEachAsync(
        AzurePorts ports, Func<string, Task> prepare, Func<string, Task> scenario, IReadOnlyList<Fault>? faults = null)
    {
        var length = await MeasureAsync(ports, prepare, scenario);
        foreach (var fault in faults ?? AllFaults.Sorts)
        {
            for (var at = 0; at < length; at++)
            {
                var name = $"{fault} of request {at}";
                await prepare(name);
                var rule = ports.Cosmos.Faults.At(ports.Cosmos.Requests.Count + at, fault);
                await scenario(name);
                Assert.Equal(1, rule.Hits);
                ports.Cosmos.Faults.Clear();
            }
        }
    }

    /// <summary>
    /// The process dies at each request in turn: that request itself arrives or does not, and nothing it sends later does.
    /// Afterwards <paramref name="recover"/> must put everything right.
    /// </summary>
    public static async Task CrashAtEachAsync(
        AzurePorts ports, Func<string, Task> prepare, Func<string, Task> scenario, Func<string, Task> recover)
    {
        var length = await MeasureAsync(ports, prepare, scenario);
        await recover("measured");
        for (var at = 0; at < 2 * length; at++)
        {
            var name = $"crash {(at % 2 == 0 ? "before" : "after")} request {at / 2}";
            await prepare(name);
            var first = ports.Cosmos.Requests.Count + (at / 2);
            var death = ports.Cosmos.Faults.At(first, at % 2 == 0 ? Fault.ConnectionLost : Fault.ConnectionLost.AfterCommit);
            ports.Cosmos.Faults.When(request => request.Index > first, Fault.InternalError, times: int.MaxValue);
            await Assert.ThrowsAnyAsync<Exception>(() => scenario(name));
            Assert.Equal(1, death.Hits);
            ports.Cosmos.Faults.Clear();
            await recover(name);
        }
    }

    /// <summary>Something else happens, as a whole, just before each request in turn.</summary>
    public static async Task MeanwhileAtEachAsync(
        AzurePorts ports, Func<string, Task> prepare, Func<string, Task> scenario, Func<string, Task> rival, Func<string, Task> check)
    {
        var length = await MeasureAsync(ports, prepare, scenario);
        for (var at = 0; at < length; at++)
        {
            var name = $"rival before request {at}";
            await prepare(name);
            var came = 0;
            ports.Cosmos.Faults.At(ports.Cosmos.Requests.Count + at, Fault.Pause(async _ =>
            {
                await rival(name);
                came++;
            }));
            await scenario(name);
            Assert.True(came == 1, $"The {name} came to its end {came} times.");
            ports.Cosmos.Faults.Clear();
            await check(name);
        }
    }

    private static async Task<int> MeasureAsync(AzurePorts ports, Func<string, Task> prepare, Func<string, Task> scenario)
    {
        await prepare("measured");
        var before = ports.Cosmos.Requests.Count;
        await scenario("measured");
        var length = ports.Cosmos.Requests.Count - before;
        Assert.True(length > 0, "The scenario sends no request: nothing was swept.");
        return length;
    }
}
