using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Http.DeadLetters;

/// <summary>GET /dead-letters: a page of dead letters, newest first.</summary>
public sealed class ListDeadLettersEndpoint(IDeadLetters deadLetters) : IEndpoint
{
    private const string List = "dead-letters";

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fields = new QueryFields(request.Query);
        var status = fields.Choice("status", DeadLetterStatuses.Parse, DeadLetterStatuses.All);
        var (after, limit) = (fields.After(List), fields.Limit());
        if (fields.Failure is { } failure)
        {
            return Problem.Of(failure);
        }

        var listed = await deadLetters.ListAsync(status, after, limit, cancellation);
        var page = Pages.Of(List, listed, limit, DeadLetterBody.Of, deadLetter => deadLetter.Id);
        return new Answer<Page<DeadLetterBody>>(StatusCodes.Status200OK, page, DeadLetterBodyJson.Default.PageDeadLetterBody);
    }
}

/// <summary>GET /dead-letters/{id}.</summary>
public sealed class GetDeadLetterEndpoint(IDeadLetters deadLetters) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Id("dead-letter-not-found").TryGet(out var id, out var missing))
        {
            return Problem.Of(missing);
        }

        return await deadLetters.GetAsync(id, cancellation) is { } deadLetter
            ? new Answer<DeadLetterBody>(
                StatusCodes.Status200OK, DeadLetterBody.Of(deadLetter), DeadLetterBodyJson.Default.DeadLetterBody)
            : Problem.Of(new NotFound("dead-letter-not-found", $"There is no dead letter {id}."));
    }
}

/// <summary>POST /dead-letters/{id}/replay: sends the event back to its queue.</summary>
public sealed class ReplayDeadLetterEndpoint(IDeadLetters deadLetters) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Id("dead-letter-not-found").TryGet(out var id, out var missing))
        {
            return Problem.Of(missing);
        }

        var result = await deadLetters.ReplayAsync(id, cancellation);
        return result.TryGet(out var deadLetter, out var failure)
            ? new Answer<DeadLetterBody>(
                StatusCodes.Status202Accepted, DeadLetterBody.Of(deadLetter), DeadLetterBodyJson.Default.DeadLetterBody)
            : Problem.Of(failure);
    }
}

/// <summary>A dead letter as HTTP shows it, with the whole CloudEvent.</summary>
public sealed record DeadLetterBody(
    string Id,
    string Queue,
    DeadLetterStatus Status,
    string Reason,
    string Detail,
    int Attempts,
    JsonElement Event,
    DateTimeOffset ArrivedAt,
    DateTimeOffset UpdatedAt)
{
    public static DeadLetterBody Of(DeadLetter deadLetter) => new(
        deadLetter.Id,
        deadLetter.Queue,
        deadLetter.Status,
        deadLetter.Reason,
        deadLetter.Detail,
        deadLetter.Attempts,
        JsonElement.Parse(CloudEvents.ToJson(deadLetter.Event)),
        deadLetter.ArrivedAt,
        deadLetter.UpdatedAt);
}

/// <summary>Source-generated JSON of what the dead-letter endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeadLetterBody))]
[JsonSerializable(typeof(Page<DeadLetterBody>))]
internal sealed partial class DeadLetterBodyJson : JsonSerializerContext;
