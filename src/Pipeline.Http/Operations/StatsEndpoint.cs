using Pipeline.Http.Answers;
using Pipeline.Operations;

namespace Pipeline.Http.Operations;

/// <summary>GET /stats.</summary>
public sealed class StatsEndpoint(IPipelineStats stats) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation) =>
        new Answer<PipelineStats>(StatusCodes.Status200OK, await stats.ReadAsync(cancellation), OperationJson.Default.PipelineStats);
}
