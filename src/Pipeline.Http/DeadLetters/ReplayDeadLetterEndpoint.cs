using Pipeline.DeadLetters;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Http.DeadLetters;

/// <summary>POST /dead-letters/{id}/replay: sends the event to its queue again.</summary>
public sealed class ReplayDeadLetterEndpoint(IDeadLetters deadLetters) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var result = await deadLetters.ReplayAsync(request.Route("id"), cancellation);
        return result.TryGet(out var letter, out var failure)
            ? new Answer<DeadLetterBody>(StatusCodes.Status202Accepted, DeadLetterBody.Of(letter), DeadLetterBodyJson.Default.DeadLetterBody)
            : Problem.Of(failure);
    }
}
