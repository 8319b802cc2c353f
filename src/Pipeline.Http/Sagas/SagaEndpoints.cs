using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Sagas;

namespace Pipeline.Http.Sagas;

/// <summary>GET /sagas: a page of sagas, newest first.</summary>
public sealed class ListSagasEndpoint(ISagaOperations sagas) : IEndpoint
{
    private const string List = "sagas";

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fields = new QueryFields(request.Query);
        var (phase, after, limit) = (fields.Choice("status", SagaPhases.Parse, SagaPhases.All), fields.After(List), fields.Limit());
        if (fields.Failure is { } failure)
        {
            return Problem.Of(failure);
        }

        var listed = await sagas.ListAsync(phase, after, limit, cancellation);
        var page = Pages.Of(List, listed, limit, SagaBody.Of, saga => saga.SagaId);
        return new Answer<Page<SagaBody>>(StatusCodes.Status200OK, page, SagaBodyJson.Default.PageSagaBody);
    }
}

/// <summary>GET /sagas/{id}.</summary>
public sealed class GetSagaEndpoint(ISagaOperations sagas) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Id("saga-not-found").TryGet(out var id, out var missing))
        {
            return Problem.Of(missing);
        }

        return await sagas.GetAsync(id, cancellation) is { } saga
            ? new Answer<SagaBody>(StatusCodes.Status200OK, SagaBody.Of(saga), SagaBodyJson.Default.SagaBody)
            : Problem.Of(new NotFound("saga-not-found", $"There is no saga {id}."));
    }
}

/// <summary>POST /sagas/{id}/resume: an operator has removed the obstacle; the saga tries its undo again.</summary>
public sealed class ResumeSagaEndpoint(ISagaOperations sagas) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Id("saga-not-found").TryGet(out var id, out var missing))
        {
            return Problem.Of(missing);
        }

        var result = await sagas.ResumeAsync(id, cancellation);
        return result.TryGet(out var saga, out var failure)
            ? new Answer<SagaBody>(StatusCodes.Status202Accepted, SagaBody.Of(saga), SagaBodyJson.Default.SagaBody)
            : Problem.Of(failure);
    }
}

/// <summary>A saga as HTTP shows it.</summary>
/// <param name="Version">The version of its definition.</param>
/// <param name="Step">The current activity.</param>
public sealed record SagaBody(
    string SagaId,
    string Definition,
    int Version,
    string Status,
    SagaMode Mode,
    string? Step,
    int Attempt,
    DateTimeOffset? Deadline,
    ImmutableArray<string> Undo,
    ImmutableArray<SagaSignal> Signals,
    string? Reason,
    string? LastError,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt)
{
    public static SagaBody Of(SagaState saga) => new(
        saga.SagaId,
        saga.Definition,
        saga.DefinitionVersion,
        saga.Phase.Name(),
        saga.Mode,
        saga.Activity,
        saga.Attempt,
        saga.Deadline,
        saga.Undo,
        saga.Signals,
        saga.Reason,
        saga.LastError,
        saga.StartedAt,
        saga.UpdatedAt);
}

/// <summary>Source-generated JSON of what the saga endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SagaBody))]
[JsonSerializable(typeof(Page<SagaBody>))]
internal sealed partial class SagaBodyJson : JsonSerializerContext;
