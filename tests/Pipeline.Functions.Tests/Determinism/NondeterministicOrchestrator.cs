#pragma warning disable RS0030, CA1822, CA5394, CA2211
namespace Pipeline.Functions.Tests.Determinism;

/// <summary>Breaks the rule in every way that <see cref="DeterminismTests"/> names.</summary>
internal sealed class NondeterministicOrchestrator
{
    private static int _count;

    public static DateTime Clock() => DateTime.UtcNow;

    public static async Task PauseAsync() => await Task.Delay(1);

    public static async Task OtherThreadAsync(Task task) => await task.ConfigureAwait(false);

    public static IEnumerable<int> Chance() => Enumerable.Range(0, 3).Select(_ => Random.Shared.Next());

    public static string Machine() => Environment.MachineName;

    public static HttpClient Network() => new();

    public static int Memory() => ++_count;

    public static CancellationTokenSource Alarm() => new(TimeSpan.FromSeconds(1));

    public static Task PoolAsync() => Task.Run(Identity);

    private static Guid Identity() => Guid.NewGuid();
}
