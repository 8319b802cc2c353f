using Moq;
using Pipeline.Operations;

namespace Pipeline.Http.Tests.Access;

public sealed class AdminCallsTests : HttpTest
{
    private const string Header = "x-functions-key";

    protected override bool BoundBeyondLoopback => true;

    public static TheoryData<string, string> AdminRows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var operation in HttpSurface.Operations.Where(operation => operation.Access == AccessLevel.Admin))
            {
                rows.Add(operation.Method, operation.Route);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(AdminRows))]
    public async Task Admin_call_answers_401_when_it_has_no_key(string method, string route)
    {
        var response = await SendAsync(
            new HttpMethod(method), route.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));

        await ProblemAssert.IsAsync(response, 401, "admin-key-required");
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("another key")]
    [InlineData("an admin key!")]
    public async Task Admin_call_answers_401_when_the_key_is_wrong(string key) =>
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Get, "stats", headers: (Header, key)), 401, "admin-key-required");

    [Fact]
    public async Task Admin_call_succeeds_when_the_key_is_right()
    {
        Stats.Setup(stats => stats.ReadAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PipelineStats(0, [], new SagaStats(0, 0), 0, 0, new Dictionary<string, long>()));

        Assert.Equal(200, (int)(await SendAsync(HttpMethod.Get, "stats", headers: (Header, AdminKey))).StatusCode);
    }

    [Fact]
    public async Task Other_calls_need_no_key()
    {
        Assert.Equal(202, (int)(await PlaceAsync()).StatusCode);
        Assert.Equal(200, (int)(await Client.GetAsync("health/live")).StatusCode);
    }
}

public sealed class ForwardedCallsTests : HttpTest
{
    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("x-forwarded-for", "127.0.0.1")]
    public async Task Admin_call_over_loopback_needs_the_key_when_a_proxy_passed_it_on(string header, string value)
    {
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Get, "sagas/nope", headers: (header, value)), 401, "admin-key-required");
        await ProblemAssert.IsAsync(
            await SendAsync(HttpMethod.Get, "sagas/nope", headers: [(header, value), ("x-functions-key", AdminKey)]),
            404, "saga-not-found");
    }
}
