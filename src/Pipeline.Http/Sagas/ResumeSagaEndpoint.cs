using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Sagas;

namespace Pipeline.Http.Sagas;

/// <summary>POST /sagas/{id}/resume: an operator has removed the obstacle; the saga tries its undo again.</summary>
public sealed class ResumeSagaEndpoint(ISagas sagas) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var result = await sagas.ResumeAsync(request.Route("id"), cancellation);
        return result.TryGet(out var saga, out var failure)
            ? new Answer<SagaBody>(StatusCodes.Status202Accepted, SagaBody.Of(saga), SagaBodyJson.Default.SagaBody)
            : Problem.Of(failure);
    }
}
