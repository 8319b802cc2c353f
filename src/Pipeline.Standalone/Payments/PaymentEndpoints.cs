using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Standalone.Payments;

/// <summary>The simulated provider's HTTP surface, for this machine only.</summary>
internal static class PaymentEndpoints
{
    public const string Root = "/simulator/payments";
    public const string KeyHeader = "Idempotency-Key";

    public static void MapSimulatedPayments(this IEndpointRouteBuilder app)
    {
        var payments = app.ServiceProvider.GetRequiredService<SimulatedPayments>();
        app.MapPost(Root, Keyed((context, key) => CreateAsync(payments, context, key)));
        app.MapPost(Root + "/{id}/void", Keyed((context, _) => VoidAsync(payments, context)));
        app.MapPost(Root + "/{id}/refunds", Keyed((context, key) => RefundAsync(payments, context, key)));
    }

    private static async Task CreateAsync(SimulatedPayments payments, HttpContext context, string key)
    {
        var request = await ReadAsync(context, SimulatorJson.Default.PaymentRequest);
        if (request is { OrderId.Length: > 0, CustomerId.Length: > 0, Currency.Length: 3, Amount: > 0 })
        {
            var payment = await payments.CreateAsync(request, key);
            await AnswerAsync(context, HttpStatusCode.OK, new SimulatorAnswer(payment.Id, payment.Status.ToString()));
        }
        else
        {
            await RefuseAsync(context, HttpStatusCode.BadRequest, "A payment has orderId, customerId, an amount above 0 and a currency.");
        }
    }

    private static async Task VoidAsync(SimulatedPayments payments, HttpContext context)
    {
        var payment = await payments.VoidAsync(Id(context));
        await (payment is null
            ? RefuseAsync(context, HttpStatusCode.NotFound, $"There is no payment {Id(context)}.")
            : AnswerAsync(context, HttpStatusCode.OK, new SimulatorAnswer(payment.Id, payment.Status.ToString())));
    }

    private static async Task RefundAsync(SimulatedPayments payments, HttpContext context, string key)
    {
        var request = await ReadAsync(context, SimulatorJson.Default.RefundRequest);
        var refundId = request is { Amount: > 0 } ? await payments.RefundAsync(Id(context), request.Amount, key) : null;
        await (refundId is null
            ? RefuseAsync(context, HttpStatusCode.BadRequest, $"Payment {Id(context)} has not so much captured and not refunded.")
            : AnswerAsync(context, HttpStatusCode.OK, new SimulatorAnswer(refundId, "Refunded")));
    }

    // It moves money, if only simulated money, and knows no customers but this process.
    private static RequestDelegate Keyed(Func<HttpContext, string, Task> handle) => context =>
    {
        var (remote, local) = (context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress);
        var near = remote is not null && (IPAddress.IsLoopback(remote) || remote.Equals(local));
        return !near ? RefuseAsync(context, HttpStatusCode.Forbidden, "The simulated provider serves its own machine only.")
            : context.Request.Headers[KeyHeader] is [{ Length: > 0 } key] ? handle(context, key)
            : RefuseAsync(context, HttpStatusCode.BadRequest, $"{KeyHeader} is missing.");
    };

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static async ValueTask<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> json)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.BodyReader, json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string error) =>
        AnswerAsync(context, status, new SimulatorAnswer(null, null, error));

    private static Task AnswerAsync(HttpContext context, HttpStatusCode status, SimulatorAnswer answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, SimulatorJson.Default.SimulatorAnswer);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
