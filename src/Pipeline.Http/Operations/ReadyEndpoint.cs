using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Operations;

namespace Pipeline.Http.Operations;

/// <summary>GET /health/ready: work can be accepted now.</summary>
public sealed class ReadyEndpoint(IHealth health) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation) =>
        await health.CheckAsync(cancellation) is { } failure
            ? Problem.Of(failure as Transient ?? new Transient(failure.Code, failure.Detail))
            : new Answer<HealthBody>(StatusCodes.Status200OK, new HealthBody("ready"), OperationJson.Default.HealthBody);
}
