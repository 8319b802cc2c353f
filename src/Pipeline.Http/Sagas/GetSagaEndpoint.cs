using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Sagas;

namespace Pipeline.Http.Sagas;

/// <summary>GET /sagas/{id}.</summary>
public sealed class GetSagaEndpoint(ISagas sagas) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var id = request.Route("id");
        return await sagas.GetAsync(id, cancellation) is { } saga
            ? new Answer<SagaBody>(StatusCodes.Status200OK, SagaBody.Of(saga), SagaBodyJson.Default.SagaBody)
            : Problem.Of(new NotFound("saga-not-found", $"There is no saga {id}."));
    }
}
