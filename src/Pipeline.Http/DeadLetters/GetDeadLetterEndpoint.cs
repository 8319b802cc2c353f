using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Http.DeadLetters;

/// <summary>GET /dead-letters/{id}.</summary>
public sealed class GetDeadLetterEndpoint(IDeadLetters deadLetters) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var id = request.Route("id");
        return await deadLetters.GetAsync(id, cancellation) is { } letter
            ? new Answer<DeadLetterBody>(StatusCodes.Status200OK, DeadLetterBody.Of(letter), DeadLetterBodyJson.Default.DeadLetterBody)
            : Problem.Of(new NotFound("dead-letter-not-found", $"There is no dead letter {id}."));
    }
}
