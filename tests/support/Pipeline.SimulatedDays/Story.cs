using System.Globalization;
using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays;

/// <summary>What happened on a day, line by line, for a person who has to understand why it failed.</summary>
internal sealed class Story(bool isTold)
{
    private readonly List<string> _lines = [];
    private Func<DateTimeOffset> _now = () => Day.Begin;

    public IReadOnlyList<string> Lines => _lines;

    public void Follow(Func<DateTimeOffset> now) => _now = now;

    public void Tell(string who, string what)
    {
        if (isTold)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_now() - Day.Begin:d\\.hh\\:mm\\:ss\\.fff}  {who,-9} {what}"));
        }
    }
}
