using System.Globalization;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Makes filters from a seed, over properties that some documents lack and values of all types.</summary>
internal sealed class RandomFilters(int seed)
{
    private static readonly string[] Properties = ["c.n", "c.name", "c.flag", "c.nothing", "c.inner.x", "c.none", "c['n']"];
    private static readonly string[] Values = ["0", "3", "5.5", "-1", "'n2'", "\"n5\"", "''", "true", "false", "null"];
    private static readonly string[] Comparators = ["=", "!=", "<", "<=", ">", ">="];
    private static readonly string[] Functions = ["IS_DEFINED", "IS_NULL", "IS_NUMBER", "IS_STRING", "IS_BOOL", "IS_OBJECT"];

#pragma warning disable CA5394 // Nothing here is a secret.
    private readonly Random _random = new(seed);

    // Flat, because the emulator from npm takes ten times as long for each pair of parentheses inside another.
    public string Next() => string.Concat(
        Enumerable.Range(0, _random.Next(1, 5)).Select(n => $"{(n == 0 ? "" : _random.Next(2) == 0 ? " AND " : " OR ")}{Term()}"));

    // No NOT of an IN: for a missing property that emulator says false, while here, as with =, it is undefined, and so is its NOT.
    private string Term() => _random.Next(5) == 0 ? $"NOT ({Test(4)})" : Test(5);

    private string Test(int kinds) => _random.Next(kinds) switch
    {
        0 or 1 => $"{Any(Properties)} {Any(Comparators)} {Any(Values)}",
        2 => $"{Any(Functions)}({Any(Properties)})",
        3 => string.Create(CultureInfo.InvariantCulture, $"c.n BETWEEN {_random.Next(4)} AND {_random.Next(8)}"),
        _ => $"{Any(Properties)} IN ({Any(Values)}, {Any(Values)})",
    };

    private string Any(string[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394
}
