using System.Globalization;
using Pipeline.Identity;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>The pipeline's own ids, with what is chance in them drawn from dice.</summary>
internal sealed class SeededIds(TimeProvider time, Random dice) : IIdGenerator
{
    // The time, the version and the counter: what makes them ascend.
    private const int Ordered = 19;

    private readonly TimeOrderedIds _ids = new(time);

    public string Next() => string.Create(
        CultureInfo.InvariantCulture, $"{_ids.Next()[..Ordered]}{dice.Next(0x8000, 0xC000):x4}-{dice.NextInt64(0x1_0000_0000_0000):x12}");

    public void Follow(string id) => _ids.Follow(id);
}
