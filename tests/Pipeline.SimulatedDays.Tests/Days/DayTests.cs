using Pipeline.SimulatedDays.Days;
using Pipeline.Testing;

namespace Pipeline.SimulatedDays.Tests.Days;

public sealed class DayTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Day_of_a_seed_is_the_same_each_time_and_after_it_was_written_and_read()
    {
        var day = DayPlan.Draw(Engine.Embedded, 7, new DaySize(Money: true));
        day.Write(_folder.File("day.json"));
        var read = Day.Read(_folder.File("day.json"));

        Assert.Equal(day.Entries, DayPlan.Draw(Engine.Embedded, 7, new DaySize(Money: true)).Entries);
        Assert.Equal((day.Seed, day.Entries.Count), (read.Seed, read.Entries.Count));
        Assert.Equal(day.Entries, read.Entries);
    }

    [Fact]
    public void Seeds_draw_every_kind_of_entry_and_days_without_faults_or_deaths()
    {
        var days = Enumerable.Range(1, 60).Select(seed => DayPlan.Draw(Engine.Embedded, seed, new DaySize())).ToList();

        Assert.All(days, day => Assert.Equal(
            (120, 200), (day.Entries.OfType<PlacedOrder>().Count(), day.Entries.OfType<OutsideEvent>().Count())));
        Assert.Equal(8, days.SelectMany(day => day.Entries).Select(entry => entry.GetType()).Distinct().Count());
        Assert.Contains(days, day => !day.Entries.OfType<Death>().Any());
        Assert.Contains(days, day => !day.Entries.OfType<Fault>().Any());
        Assert.Contains(days, day => day.Entries.OfType<Fault>().Count() == 20 && day.Entries.OfType<Death>().Count() == 10);
    }

    [Fact]
    public void Services_fail_on_days_of_the_engine_that_has_them()
    {
        var parts = Enum.GetValues<Engine>().ToDictionary(engine => engine, engine => Enumerable.Range(1, 60)
            .SelectMany(seed => DayPlan.Draw(engine, seed, new DaySize()).Entries)
            .OfType<Fault>().Select(fault => fault.Where).ToHashSet());

        Assert.Equal(Enum.GetValues<FaultyPart>(), parts[Engine.Azure].Order());
        Assert.Equal(
            [FaultyPart.Topic, FaultyPart.Broker, FaultyPart.Hub], parts[Engine.Azure].Except(parts[Engine.Embedded]).Order());
    }

    [Fact]
    public void Bad_day_is_shrunk_to_the_entries_that_make_it_bad()
    {
        var day = DayPlan.Draw(Engine.Embedded, 3, new DaySize());
        DayEntry[] culprits = [day.Entries[17], day.Entries[200]];

        var smallest = Shrinking.Smallest(day, one => culprits.All(one.Entries.Contains));

        Assert.Equal(culprits, smallest.Entries);
    }
}
