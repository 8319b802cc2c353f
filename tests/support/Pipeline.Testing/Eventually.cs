using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pipeline.Testing;

/// <summary>Waits for what other threads or processes bring about, and says what is missing.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), what);

    public static Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(condition, () => Task.FromResult(what));

    /// <param name="condition">What must come true.</param>
    /// <param name="otherwise">What the failure says; evaluated only then.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> otherwise)
    {
        var clock = Stopwatch.StartNew();
        for (var tries = 1; !await condition(); tries++)
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited {Patience} in vain: {await otherwise()}");
            }

            await Task.Delay(Math.Min(2 * tries, 20));
        }
    }
}
