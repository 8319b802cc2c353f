using Pipeline.DeadLetters;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Http.DeadLetters;

/// <summary>GET /dead-letters: a page of dead letters, newest first.</summary>
public sealed class ListDeadLettersEndpoint(IDeadLetters deadLetters) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fields = new QueryFields(request.Query).AllowOnly("status", "after", "limit");
        var status = fields.Choice("status", DeadLetterStatuses.Parse, DeadLetterStatuses.All);
        var (after, limit) = (fields.Text("after"), fields.Limit());
        if (fields.Failure is { } failure)
        {
            return Problem.Of(failure);
        }

        var page = Pages.Of(await deadLetters.ListAsync(status, after, limit, cancellation), limit, DeadLetterBody.Of, letter => letter.Id);
        return new Answer<Page<DeadLetterBody>>(StatusCodes.Status200OK, page, DeadLetterBodyJson.Default.PageDeadLetterBody);
    }
}
