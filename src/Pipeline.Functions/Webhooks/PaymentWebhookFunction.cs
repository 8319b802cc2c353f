using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Webhooks;

namespace Pipeline.Functions.Webhooks;

/// <summary>POST /webhooks/payments/{provider}: anyone may call, the signature decides.</summary>
public sealed class PaymentWebhookFunction(HttpCalls calls, PaymentWebhookEndpoint endpoint)
{
    [Function("PaymentWebhook")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/payments/{provider}")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
