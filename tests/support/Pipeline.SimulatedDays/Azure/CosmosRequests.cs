using System.Net;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.CosmosGateway;
using Pipeline.SimulatedDays.Days;
using CosmosFault = Pipeline.CosmosGateway.Faults.Fault;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// The product's policy with the weather around each attempt of a request. That the service is busy comes through the real client; what the
/// client would first try again itself, by the real clock, is made up here as it reports it in the end.
/// </summary>
/// <param name="onAnswered">Called after each request that reached the service: documents may have changed.</param>
internal sealed class CosmosRequests(
    IOptions<CosmosOptions> options, TimeProvider time, Random dice, Way way, InMemoryCosmos cosmos, Action onAnswered)
    : CosmosPolicy(options, time, dice)
{
    private const int MaxRetryAfter = 3_000;
    private const HttpStatusCode RetryWith = (HttpStatusCode)449;
    private readonly Random _dice = dice;

    internal override async Task<CosmosAnswer> TryAsync(
        Func<CancellationToken, Task<CosmosAnswer>> request, CancellationToken cancellation)
    {
        var fault = await way.GoAsync(FaultyPart.Store, cancellation);
        if (fault is FaultKind.Down or FaultKind.Wrong)
        {
            return fault == FaultKind.Down ? await RefusedAsync(request, cancellation) : Failed(HttpStatusCode.Forbidden);
        }

        var answer = await request(cancellation);
        onAnswered();
        await way.ComeBackAsync(fault, cancellation);
        return fault == FaultKind.AnswerLost ? Lost() : answer;
    }

    private Task<CosmosAnswer> RefusedAsync(Func<CancellationToken, Task<CosmosAnswer>> request, CancellationToken cancellation) =>
        _dice.Next(3) switch
        {
            0 => Task.FromResult(Failed(HttpStatusCode.ServiceUnavailable)),
            1 => Task.FromResult(Failed(RetryWith)),
            _ => ThrottledAsync(request, cancellation),
        };

    private async Task<CosmosAnswer> ThrottledAsync(Func<CancellationToken, Task<CosmosAnswer>> request, CancellationToken cancellation)
    {
        cosmos.Faults.Next(1, CosmosFault.ThrottledFor(TimeSpan.FromMilliseconds(_dice.Next(1, MaxRetryAfter))));
        try
        {
            return await request(cancellation);
        }
        finally
        {
            cosmos.Faults.Clear();
        }
    }

    private CosmosAnswer Lost() => _dice.Next(3) switch
    {
        0 => Failed(HttpStatusCode.RequestTimeout),
        1 => Failed(HttpStatusCode.ServiceUnavailable),
        _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was reset."),
    };

    private static CosmosAnswer Failed(HttpStatusCode status) => new(status, 0, null, null, $"{status}, by the weather.", default, []);
}
