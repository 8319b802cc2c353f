using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Pipeline.Failures;
using Pipeline.Functions.Http;
using Pipeline.Functions.Sagas;
using Pipeline.Http.Access;
using Pipeline.Http.Orders;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Http;

public sealed class HttpCallsTests
{
    private readonly Mock<IEndpoint> _endpoint = new();
    private readonly DefaultHttpContext _context = new() { Response = { Body = new MemoryStream() } };
    private readonly HttpCalls _calls;

    public HttpCallsTests() => _calls = Calls(services => services.AddSingleton(_endpoint.Object));

    [Fact]
    public async Task An_answer_is_the_endpoint_s_own()
    {
        var answer = Results.Empty;
        _endpoint.Setup(endpoint => endpoint.HandleAsync(_context.Request, It.IsAny<CancellationToken>())).ReturnsAsync(answer);

        Assert.Same(answer, await _calls.RunAsync<IEndpoint>(_context.Request));
    }

    [Theory]
    [InlineData(true, 503, "store-down")]
    [InlineData(false, 500, "internal-error")]
    public async Task What_an_endpoint_throws_becomes_a_problem(bool known, int status, string code)
    {
        _endpoint.Setup(endpoint => endpoint.HandleAsync(_context.Request, It.IsAny<CancellationToken>()))
            .ThrowsAsync(
                known ? new FailureException(new Transient("store-down", "It is down.")) : new InvalidOperationException("A bug."));

        await (await _calls.RunAsync<IEndpoint>(_context.Request)).ExecuteAsync(_context);

        Assert.Equal((status, "application/problem+json"), (_context.Response.StatusCode, _context.Response.ContentType));
        _context.Response.Body.Position = 0;
        using var problem = await JsonDocument.ParseAsync(_context.Response.Body);
        Assert.EndsWith(code, problem.RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("A bug.", problem.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_made_is_a_problem_too()
    {
        await (await Calls(_ => { }).RunAsync<IEndpoint>(_context.Request)).ExecuteAsync(_context);

        Assert.Equal((500, "application/problem+json"), (_context.Response.StatusCode, _context.Response.ContentType));
    }

    [Fact]
    public async Task A_caller_who_hung_up_is_not_answered()
    {
        using var aborted = new CancellationTokenSource();
        _context.RequestAborted = aborted.Token;
        await aborted.CancelAsync();
        _endpoint.Setup(endpoint => endpoint.HandleAsync(_context.Request, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OperationCanceledException());

        await (await _calls.RunAsync<IEndpoint>(_context.Request)).ExecuteAsync(_context);

        Assert.Equal(0, _context.Response.Body.Length);
    }

    // The worker's ASP.NET Core integration routes by the same template, so the values are in the request.
    [Fact]
    public async Task Bad_input_is_told_as_a_problem_by_a_real_function()
    {
        _context.Request.RouteValues["id"] = "o-1";
        _context.Request.QueryString = new QueryString("?at=yesterday");
        var functions = new HttpFunctions(
            Calls(services => services
                .AddOptions().AddSingleton<TimeProvider>(new VirtualTime()).AddSingleton<ArchivedOrders>()
                .AddSingleton(Mock.Of<IOrderStore>()).AddSingleton<GetOrderEndpoint>()),
            new DurableClients());

        await (await functions.GetOrder(_context.Request)).ExecuteAsync(_context);

        Assert.Equal(400, _context.Response.StatusCode);
    }

    private static HttpCalls Calls(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        var onAzure = new AccessOptions { Exposure = Exposure.Platform };
        return new(
            services.BuildServiceProvider(),
            new ExceptionProblems(NullLogger<ExceptionProblems>.Instance),
            new BrowserRules(onAzure),
            new CallerKeys(onAzure));
    }
}
