using Pipeline.Audit;
using Pipeline.Core.Tests.Events;
using Pipeline.Events;
using Pipeline.Intake;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Audit;

public sealed class LogTallyTests
{
    public static TheoryData<string> Names => [.. EventCatalog.All.Select(entry => entry.Name)];

    // Else an audit finds that more was accepted from outside than the log has.
    [Theory]
    [MemberData(nameof(Names))]
    public void Event_counts_as_one_from_outside_when_its_type_is_taken_from_there(string name)
    {
        var sample = Some.Event(Samples.All.Single(data => EventCatalog.Of(data).Name == name));
        var tally = new LogTally();

        tally.Add(1, CloudEvents.ToJson(sample));

        Assert.Equal(OutsideEvents.Takes(sample.Type) ? 1 : 0, tally.FromOutside);
    }
}
