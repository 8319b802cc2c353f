using Pipeline.Events;
using Pipeline.Reactions;

namespace Pipeline.Core.Tests.Reactions;

public class CountLogLineTests : ReactionSpec
{
    [Fact]
    public async Task Log_line_adds_one_to_the_counter_of_its_level() =>
        Assert.Equal(new Count("log.lines.warning", 1), await OnlyAsync<Count>(new CountLogLine(), new LogLine("warning", "careful")));
}
