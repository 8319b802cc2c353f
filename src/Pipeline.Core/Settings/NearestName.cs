namespace Pipeline.Settings;

/// <summary>How far names are from each other, for hints.</summary>
internal static class NearestName
{
    /// <summary>How many letters were left out, added, changed or swapped with their neighbour; case does not count.</summary>
    public static int Distance(string one, string other)
    {
        var (from, to) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var steps = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                steps[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1,
                    steps[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[from.Length, to.Length];
    }

    /// <summary>Whether one is a slip of the pen for the other, but not the other itself.</summary>
    public static bool IsSlip(string one, string other) =>
        Distance(one, other) is > 0 and var distance && distance <= (other.Length < 6 ? 1 : 2);
}
