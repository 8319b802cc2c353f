using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Pipeline.Webhooks;

namespace Pipeline.Standalone.Payments;

/// <summary>Posts one signed webhook to the merchant's public URL.</summary>
internal sealed partial class WebhookClient(
    SimulatorHttp http, IOptions<StripeWebhookOptions> options, TimeProvider time, ILogger<WebhookClient> logger)
{
    private const string Path = "/api/webhooks/payments/stripe";

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <summary>False when the merchant did not acknowledge it, or could not be reached.</summary>
    public async Task<bool> SendAsync(Uri merchant, byte[] payload, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(merchant, Path));
        request.Content = new ByteArrayContent(payload) { Headers = { ContentType = Json } };
        // Signed anew each time, as Stripe does: an old signature counts as stale.
        var signature = StripeSignature.Sign(payload, options.Value.SigningSecrets[0], time.GetUtcNow());
        request.Headers.TryAddWithoutValidation(StripeSignature.HeaderName, signature);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                // Busy passes by itself; a refusal is a wrong setting, such as a signing secret that is not the pipeline's.
                var passes = response.StatusCode >= HttpStatusCode.InternalServerError;
                LogRefused(passes ? LogLevel.Debug : LogLevel.Warning, (int)response.StatusCode);
            }

            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException error)
        {
            LogUnreachable(error.Message);
            return false;
        }
    }

    [LoggerMessage(Message = "The merchant answered a webhook with {Status}; it is sent again.")]
    private partial void LogRefused(LogLevel level, int status);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A webhook could not be sent ({Reason}); it is sent again.")]
    private partial void LogUnreachable(string reason);
}
