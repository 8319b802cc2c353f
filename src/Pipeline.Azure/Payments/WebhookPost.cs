using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Pipeline.Webhooks;

namespace Pipeline.Azure.Payments;

/// <summary>Posts a webhook to the pipeline, signed as Stripe signs.</summary>
public sealed class WebhookPost(
    HttpMessageInvoker http, IOptions<PaymentSimulatorOptions> simulator, IOptions<StripeWebhookOptions> stripe, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <summary>Sends it; when this returns the pipeline has it.</summary>
    /// <exception cref="FailureException"><see cref="Transient"/>: the pipeline may not have it, send again.</exception>
    public async Task SendAsync(byte[] payload, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, simulator.Value.WebhookUrl);
        request.Content = new ByteArrayContent(payload) { Headers = { ContentType = Json } };
        var signature = StripeSignature.Sign(payload, stripe.Value.SigningSecrets[0], time.GetUtcNow());
        request.Headers.TryAddWithoutValidation(StripeSignature.HeaderName, signature);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw NotSent($"it answered {(int)response.StatusCode}", null);
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw NotSent(error.Message, error);
        }
    }

    private FailureException NotSent(string why, Exception? error)
    {
        var failure = new Transient("webhook-not-sent", $"The simulated provider could not tell {simulator.Value.WebhookUrl}: {why}.");
        return error is null ? new FailureException(failure) : new FailureException(failure, error);
    }
}
