using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Core.Tests.Failures;

public class FailedTests
{
    [Fact]
    public void Failure_is_the_one_that_an_exception_carries()
    {
        var failure = new Rejected("no", "Not now.");

        Assert.Same(failure, Failed.From(new FailureException(failure)));
        Assert.Same(failure, Failed.From(new FailureException(failure, new TimeoutException())));
    }

    [Fact]
    public void Unreadable_event_is_permanent() =>
        Assert.Equal(new Permanent("unreadable-event", "bad"), Failed.From(new UnreadableEventException("bad")));

    public static TheoryData<Exception, string> Transients => new()
    {
        { new OperationCanceledException("late"), "timed-out" },
        { new TaskCanceledException("late"), "timed-out" },
        { new TimeoutException("late"), "timed-out" },
        { new HttpRequestException("down"), "unreachable" },
        { new InvalidOperationException("odd"), "unexpected" },
    };

    [Theory]
    [MemberData(nameof(Transients))]
    public void Everything_else_is_transient_so_that_nothing_is_lost(Exception error, string code)
    {
        var failure = Assert.IsType<Transient>(Failed.From(error));

        Assert.Equal(code, failure.Code);
        Assert.Contains(error.Message, failure.Detail, StringComparison.Ordinal);
    }
}
