using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Http.Answers;
using Pipeline.Http.Requests;
using Pipeline.Intake;
using Pipeline.Operations;

namespace Pipeline.Http.Intake;

/// <summary>POST /events: one CloudEvent in structured mode; 202 means that it is committed.</summary>
public sealed class AcceptEventEndpoint(IEventIntake intake, Duplicates duplicates, TimeProvider time) : IEndpoint
{
    private const string Hint = " Events are taken one at a time in structured mode; batch and binary mode are not taken.";

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!(await ReadAsync(request, cancellation)).TryGet(out var cloudEvent, out var problem))
        {
            return problem;
        }

        var isNew = await intake.AcceptAsync(cloudEvent, cancellation);
        if (!isNew)
        {
            duplicates.Add();
        }

        var receipt = new EventReceipt(cloudEvent.Id, isNew ? "accepted" : "duplicate");
        return new Answer<EventReceipt>(StatusCodes.Status202Accepted, receipt, EventReceiptJson.Default.EventReceipt);
    }

    private async Task<Received<CloudEvent>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (ContentTypes.WhyNot(request, ContentTypes.CloudEvent, Hint) is { } wrongType)
        {
            return wrongType;
        }

        if (!(await RequestBody.ReadAsync(request, cancellation)).TryGet(out var body, out var problem))
        {
            return problem;
        }

        using (body)
        {
            return StructuredEvent.Read(body.Bytes, request.TraceParent(), time.GetUtcNow());
        }
    }
}

/// <summary>The answer to an event from outside: accepted, or duplicate when it was accepted before.</summary>
public sealed record EventReceipt(string Id, string Status);

/// <summary>Source-generated JSON of the answer to an event.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventReceipt))]
internal sealed partial class EventReceiptJson : JsonSerializerContext;
