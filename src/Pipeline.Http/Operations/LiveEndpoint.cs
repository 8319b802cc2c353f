using Pipeline.Http.Answers;

namespace Pipeline.Http.Operations;

/// <summary>GET /health/live: the process answers.</summary>
public sealed class LiveEndpoint : IEndpoint
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult<IResult>(new Answer<HealthBody>(StatusCodes.Status200OK, new HealthBody("live"), OperationJson.Default.HealthBody));
}
