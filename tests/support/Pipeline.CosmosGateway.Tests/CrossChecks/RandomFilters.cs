namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Makes filters from a seed, over properties that some documents lack and values of several types.</summary>
internal sealed class RandomFilters(int seed)
{
    private static readonly string[] Properties = ["c.n", "c.name", "c.flag", "c.nothing", "c.inner.x", "c.none"];
    private static readonly string[] Values = ["0", "3", "5.5", "'n2'", "\"n5\"", "''", "true"];
    private static readonly string[] Comparators = ["=", "<", "<=", ">", ">="];

#pragma warning disable CA5394 // Nothing here is a secret.
    private readonly Random _random = new(seed);

    // Flat, because the emulator from npm takes ten times as long for each pair of parentheses inside another.
    public string Next() => string.Concat(
        Enumerable.Range(0, _random.Next(1, 5)).Select(n => $"{(n == 0 ? "" : _random.Next(2) == 0 ? " AND " : " OR ")}{Term()}"));

    private string Term() => _random.Next(4) == 0 ? $"({Test()} OR {Test()})" : Test();

    private string Test() => $"{Any(Properties)} {Any(Comparators)} {Any(Values)}";

    private string Any(string[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394
}
