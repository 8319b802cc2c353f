using Pipeline.Failures;

namespace Pipeline.Core.Tests.Failures;

public class ResultTests
{
    [Fact]
    public void Result_gives_its_value_when_there_is_no_failure()
    {
        Result<int> result = 7;

        Assert.True(result.TryGet(out var value, out var failure));
        Assert.Equal(7, value);
        Assert.Null(failure);
    }

    [Fact]
    public void Result_gives_its_failure_when_there_is_one()
    {
        var wrong = new NotFound("none", "There is none.");
        Result<int> result = wrong;

        Assert.False(result.TryGet(out _, out var failure));
        Assert.Same(wrong, failure);
    }
}
