using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Sagas;

namespace Pipeline.Http.Sagas;

/// <summary>GET /sagas: a page of sagas, newest first.</summary>
public sealed class ListSagasEndpoint(ISagas sagas) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fields = new QueryFields(request.Query).AllowOnly("status", "after", "limit");
        var (phase, after, limit) = (fields.Choice("status", SagaPhases.Parse, SagaPhases.All), fields.Text("after"), fields.Limit());
        if (fields.Failure is { } failure)
        {
            return Problem.Of(failure);
        }

        var page = Pages.Of(await sagas.ListAsync(phase, after, limit, cancellation), limit, SagaBody.Of, saga => saga.SagaId);
        return new Answer<Page<SagaBody>>(StatusCodes.Status200OK, page, SagaBodyJson.Default.PageSagaBody);
    }
}
