using Microsoft.Extensions.Logging;
using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Http.Problems;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Problems;

public sealed class ExceptionProblemsTests : HttpTest
{
    [Fact]
    public async Task Unforeseen_exception_answers_500_without_internals_and_is_logged()
    {
        Orders.Throws = new InvalidOperationException("The secret is 42.");

        var response = await PlaceAsync();

        await ProblemAssert.IsAsync(response, 500, "internal-error");
        Assert.DoesNotContain("42", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(Log.Lines, line => line.Level == LogLevel.Error && line.Error == Orders.Throws);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_exception_answers_with_the_status_of_its_failure(Failure failure, int status)
    {
        Health.Setup(health => health.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new FailureException(failure));

        await ProblemAssert.IsAsync(await Client.GetAsync("health/ready"), status, failure.Code);
        Assert.DoesNotContain(Log.Lines, line => line.Level >= LogLevel.Error);
    }

    public static TheoryData<Failure, int> Failures => new()
    {
        { new Malformed("m", "d"), 400 },
        { new NotFound("n", "d"), 404 },
        { new Conflict("c", "d"), 409 },
        { new Rejected("r", "d"), 409 },
        { new Invalid("i", "d", new Dictionary<string, string[]> { ["f"] = ["wrong"] }), 422 },
        { new Permanent("p", "d"), 422 },
        { new Transient("t", "d"), 503 },
        { new Unauthentic("u", "d"), 401 },
        { new Stale("s", "d"), 400 },
        { new StockShort("SKU-1", 2, 1), 409 },
    };

    [Fact]
    public void Every_failure_has_a_status()
    {
        Assert.Equal(FailureFamily.Types, Failures.Select(row => row[0].GetType()).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.All(FailureFamily.Types, type => Assert.InRange(Problem.Of(FailureFamily.Of(type)).Status, 400, 599));
    }

    [Fact]
    public async Task Stored_event_that_cannot_be_read_answers_409_and_is_logged()
    {
        Orders.LoadThrows = new UnreadableEventException("The data is not of its type.");

        await ProblemAssert.IsAsync(await Client.GetAsync("orders/o-1"), 409, "event-damaged");
        Assert.Contains(Log.Lines, line => line.Level == LogLevel.Error && line.Error == Orders.LoadThrows);
    }
}
