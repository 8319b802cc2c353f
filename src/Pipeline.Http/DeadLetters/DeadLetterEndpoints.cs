using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Http.DeadLetters;

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
    public static DeadLetterBody Of(DeadLetter letter) => new(
        letter.Id,
        letter.Queue,
        letter.Status,
        letter.Reason,
        letter.Detail,
        letter.Attempts,
        JsonElement.Parse(CloudEvents.ToJson(letter.Event)),
        letter.ArrivedAt,
        letter.UpdatedAt);
}

/// <summary>Source-generated JSON of what the dead letter endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeadLetterBody))]
[JsonSerializable(typeof(Page<DeadLetterBody>))]
internal sealed partial class DeadLetterBodyJson : JsonSerializerContext;

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
