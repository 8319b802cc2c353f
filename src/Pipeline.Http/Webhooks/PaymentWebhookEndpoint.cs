using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Payments;
using Pipeline.Webhooks;

namespace Pipeline.Http.Webhooks;

/// <summary>POST /webhooks/payments/{provider}: 200 means that the provider's report is recorded, or kept as a dead letter.</summary>
public sealed class PaymentWebhookEndpoint(
    IEnumerable<IPaymentWebhook> webhooks, RecordPayment record, IDeadLetters deadLetters, ExceptionProblems exceptions, TimeProvider time)
    : IEndpoint
{
    private readonly FrozenDictionary<string, IPaymentWebhook> _webhooks =
        webhooks.ToFrozenDictionary(webhook => webhook.Provider, StringComparer.OrdinalIgnoreCase);

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var provider = request.Route("provider");
        if (!_webhooks.TryGetValue(provider, out var webhook))
        {
            return Problem.Of(new NotFound(
                "unknown-payment-provider",
                $"There is no payment provider {provider}; it must be one of {string.Join(", ", _webhooks.Keys)}."));
        }

        if (!(await RequestBody.ReadAsync(request, cancellation)).TryGet(out var body, out var problem))
        {
            return problem;
        }

        using (body)
        {
            var call = new WebhookRequest(body.Bytes, name => request.Headers[name], time.GetUtcNow());
            var read = await webhook.ReadAsync(call, cancellation);
            return read.TryGet(out var events, out var refusal) ? await RecordAsync(events, request, cancellation) : Problem.Of(refusal);
        }
    }

    private async Task<IResult> RecordAsync(ImmutableArray<CloudEvent> events, HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await RecordAsync(events, cancellation);
        }
        catch (Exception error) when (error is not FailureException && !cancellation.IsCancellationRequested)
        {
            return exceptions.Passing(error, request);
        }
    }

    private async Task<IResult> RecordAsync(ImmutableArray<CloudEvent> events, CancellationToken cancellation)
    {
        var recorded = 0;
        foreach (var cloudEvent in events)
        {
            switch (await TryRecordAsync(cloudEvent, cancellation))
            {
                case null: recorded++; break;
                case Transient transient: return Problem.Of(transient);
                case Conflict conflict: return Problem.Of(new Transient(conflict.Code, conflict.Detail));
                case (Malformed or Invalid or Unauthentic or Stale or NotFound or Rejected or StockShort or Permanent) and var failure:
                    await deadLetters.AddAsync(RecordPayment.QueueName, cloudEvent, failure, cancellation);
                    break;
                case { } unknown: throw new UnreachableException($"No rule for a {unknown.GetType().Name}.");
            }
        }

        var receipt = new WebhookReceipt(Received: true, Handled: recorded > 0);
        return new Answer<WebhookReceipt>(StatusCodes.Status200OK, receipt, WebhookReceiptJson.Default.WebhookReceipt);
    }

    private async Task<Failure?> TryRecordAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        try
        {
            return await record.RecordAsync(cloudEvent, cancellation);
        }
        catch (FailureException error)
        {
            return error.Failure;
        }
    }
}

/// <summary>The answer to a verified webhook call.</summary>
/// <param name="Handled">Whether it was recorded in an order.</param>
public sealed record WebhookReceipt(bool Received, bool Handled);

/// <summary>Source-generated JSON of the answer to a webhook.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookReceipt))]
internal sealed partial class WebhookReceiptJson : JsonSerializerContext;
