using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Pipeline.Webhooks;

namespace Pipeline.Simulation;

/// <summary>Posts a webhook to the merchant, signed as Stripe signs.</summary>
internal sealed class WebhookSender(HttpMessageInvoker http, IOptions<StripeWebhookOptions> stripe, TimeProvider time) : IDisposable
{
    /// <summary>Where the pipeline receives webhooks, on any host.</summary>
    public const string Path = "/api/" + PaymentWebhookPath.Prefix + StripeEvents.Provider;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <summary>Posts a webhook once.</summary>
    public async Task<WebhookAnswer> SendAsync(Uri url, byte[] payload, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(payload) { Headers = { ContentType = Json } };
        // Signed anew each time, as Stripe does, because an old signature counts as stale.
        var signature = StripeSignature.Sign(payload, stripe.Value.SigningSecrets[0], time.GetUtcNow());
        request.Headers.TryAddWithoutValidation(StripeSignature.HeaderName, signature);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return new WebhookAnswer(response.StatusCode);
        }
        catch (HttpRequestException error)
        {
            return new WebhookAnswer(Status: null, error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            return new WebhookAnswer(Status: null, new TimeoutException($"no answer within {Timeout.TotalSeconds} s", error));
        }
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the merchant answered to a webhook: a status, or an error when it could not be reached or took too long.</summary>
internal readonly record struct WebhookAnswer(HttpStatusCode? Status, Exception? Error = null)
{
    /// <summary>Whether the merchant has it; otherwise it may be sent again.</summary>
    public bool Acknowledged => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;
}
