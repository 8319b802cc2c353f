using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays;

/// <summary>Makes a bad day smaller: entries are left out, halves first, as long as it stays bad. The rest keep their dice.</summary>
internal static class Shrinking
{
    /// <param name="day">A bad day.</param>
    /// <param name="isBad">Whether a day is bad in the way that matters.</param>
    public static Day Smallest(Day day, Func<Day, bool> isBad)
    {
        for (var size = Math.Max(1, day.Entries.Count / 2); size > 0; size /= 2)
        {
            while (WithoutSome(day, size).FirstOrDefault(isBad) is { } smaller)
            {
                day = smaller;
            }
        }

        return day;
    }

    private static IEnumerable<Day> WithoutSome(Day day, int size)
    {
        for (var start = 0; start < day.Entries.Count; start += size)
        {
            yield return day with { Entries = [.. day.Entries.Take(start), .. day.Entries.Skip(start + size)] };
        }
    }
}
