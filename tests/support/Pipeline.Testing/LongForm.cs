using System.Globalization;

namespace Pipeline.Testing;

/// <summary>
/// How far an attack goes: little in every run of the tests, as much as an environment variable says when somebody wants to know. The
/// variables are named PIPELINE_, the attack, and what is counted; docs/reliability.md lists them.
/// </summary>
public static class LongForm
{
    /// <param name="variable">The variable, such as PIPELINE_FUZZ_REQUESTS.</param>
    /// <param name="fewest">What is enough for every run.</param>
    public static int Number(string variable, int fewest) => Environment.GetEnvironmentVariable(variable) switch
    {
        null or "" => fewest,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{variable} is \"{text}\" and must be a whole number above 0."),
    };
}
