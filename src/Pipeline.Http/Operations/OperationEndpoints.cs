using System.Text.Json.Serialization;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Operations;

namespace Pipeline.Http.Operations;

/// <summary>GET /stats.</summary>
public sealed class StatsEndpoint(IPipelineStats stats) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation) =>
        new Answer<PipelineStats>(StatusCodes.Status200OK, await stats.ReadAsync(cancellation), OperationJson.Default.PipelineStats);
}

/// <summary>GET /health/live: the process answers.</summary>
public sealed class LiveEndpoint : IEndpoint
{
    public Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult<IResult>(new Answer<HealthBody>(StatusCodes.Status200OK, new HealthBody("live"), OperationJson.Default.HealthBody));
}

/// <summary>GET /health/ready: work can be accepted now.</summary>
public sealed class ReadyEndpoint(IHealth health) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation) =>
        await health.CheckAsync(cancellation) is { } failure
            ? Problem.Of(failure as Transient ?? new Transient(failure.Code, failure.Detail))
            : new Answer<HealthBody>(StatusCodes.Status200OK, new HealthBody("ready"), OperationJson.Default.HealthBody);
}

/// <summary>The answer of a health check that found nothing wrong.</summary>
public sealed record HealthBody(string Status);

/// <summary>Source-generated JSON of what the operations endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(PipelineStats))]
internal sealed partial class OperationJson : JsonSerializerContext;
