using Pipeline.Http.Tests.Hosting;

namespace Pipeline.Http.Tests.Access;

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
            await SendAsync(HttpMethod.Get, "sagas/nope", headers: [(header, value), ("x-functions-key", AdminKey)]), 404, "saga-not-found");
    }
}
