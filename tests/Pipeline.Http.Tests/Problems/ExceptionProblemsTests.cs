using Microsoft.Extensions.Logging;
using Moq;
using Pipeline.Failures;
using Pipeline.Http.Tests.Hosting;

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
    };
}
