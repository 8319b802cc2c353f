using System.Diagnostics;

namespace Pipeline.Standalone.Tests.Hosting;

/// <summary>Waits for what comes about by itself.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<Task<string>> otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !await condition();)
        {
            if (clock.Elapsed > Patience)
            {
                Assert.Fail($"After {Patience.TotalSeconds} s: {await otherwise()}");
            }

            await Task.Delay(20);
        }
    }
}
