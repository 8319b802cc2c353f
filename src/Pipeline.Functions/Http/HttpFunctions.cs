using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Functions.Sagas;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Http.DeadLetters;
using Pipeline.Http.Intake;
using Pipeline.Http.Inventory;
using Pipeline.Http.Operations;
using Pipeline.Http.Orders;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Http.Sagas;
using Pipeline.Http.Webhooks;

namespace Pipeline.Functions.Http;

/// <summary>The HTTP surface as functions: each row of <see cref="HttpSurface"/> is one method, in the order of the table.</summary>
public sealed class HttpFunctions(HttpCalls http, DurableClients clients)
{
    [Function("PlaceOrder")]
    public Task<IResult> PlaceOrder(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders")] HttpRequest request) =>
        http.RunAsync<PlaceOrderEndpoint>(request);

    [Function("ListOrders")]
    public Task<IResult> ListOrders(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "orders")] HttpRequest request) =>
        http.RunAsync<ListOrdersEndpoint>(request);

    [Function("GetOrder")]
    public Task<IResult> GetOrder(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "orders/{id}")] HttpRequest request) =>
        http.RunAsync<GetOrderEndpoint>(request);

    [Function("GetOrderEvents")]
    public Task<IResult> GetOrderEvents(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "orders/{id}/events")] HttpRequest request) =>
        http.RunAsync<GetOrderEventsEndpoint>(request);

    [Function("CancelOrder")]
    public Task<IResult> CancelOrder(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{id}/cancel")] HttpRequest request) =>
        http.RunAsync<CancelOrderEndpoint>(request);

    [Function("AcceptEvent")]
    public Task<IResult> AcceptEvent(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "events")] HttpRequest request) =>
        http.RunAsync<AcceptEventEndpoint>(request);

    // Anyone may call: the signature decides.
    [Function("PaymentWebhook")]
    public Task<IResult> PaymentWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/payments/{provider}")] HttpRequest request) =>
        http.RunAsync<PaymentWebhookEndpoint>(request);

    [Function("GetStock")]
    public Task<IResult> GetStock(
        [HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "inventory/{sku}")] HttpRequest request) =>
        http.RunAsync<GetStockEndpoint>(request);

    [Function("SetStock")]
    public Task<IResult> SetStock(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "inventory/{sku}")] HttpRequest request) =>
        http.RunAsync<SetStockEndpoint>(request);

    [Function("ListSagas")]
    public Task<IResult> ListSagas(
        [HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "sagas")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return http.RunAsync<ListSagasEndpoint>(request);
    }

    [Function("GetSaga")]
    public Task<IResult> GetSaga(
        [HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "sagas/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return http.RunAsync<GetSagaEndpoint>(request);
    }

    [Function("ResumeSaga")]
    public Task<IResult> ResumeSaga(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "sagas/{id}/resume")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return http.RunAsync<ResumeSagaEndpoint>(request);
    }

    [Function("ListDeadLetters")]
    public Task<IResult> ListDeadLetters(
        [HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "dead-letters")] HttpRequest request) =>
        http.RunAsync<ListDeadLettersEndpoint>(request);

    [Function("GetDeadLetter")]
    public Task<IResult> GetDeadLetter(
        [HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "dead-letters/{id}")] HttpRequest request) =>
        http.RunAsync<GetDeadLetterEndpoint>(request);

    [Function("ReplayDeadLetter")]
    public Task<IResult> ReplayDeadLetter(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "dead-letters/{id}/replay")] HttpRequest request) =>
        http.RunAsync<ReplayDeadLetterEndpoint>(request);

    [Function("Stats")]
    public Task<IResult> Stats(
        [HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "stats")] HttpRequest request) =>
        http.RunAsync<StatsEndpoint>(request);

    [Function("Live")]
    public Task<IResult> Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        http.RunAsync<LiveEndpoint>(request);

    [Function("Ready")]
    public Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request) =>
        http.RunAsync<ReadyEndpoint>(request);
}

/// <summary>
/// Runs the endpoints for every HTTP function. The worker's own ASP.NET Core pipeline takes no middleware, so here callers are refused who
/// may not call, and what an endpoint throws becomes a problem document.
/// </summary>
public sealed class HttpCalls(IServiceProvider services, ExceptionProblems problems, BrowserRules browsers, CallerKeys keys)
{
    /// <summary>The endpoint's answer, the problem that it threw, or why the caller is refused.</summary>
    public async Task<IResult> RunAsync<TEndpoint>(HttpRequest request)
        where TEndpoint : IEndpoint
    {
        if ((browsers.WhyNot(request) ?? HttpSurface.WhyNot<TEndpoint>(request, keys)) is { } refusal)
        {
            return refusal;
        }

        var aborted = request.HttpContext.RequestAborted;
        try
        {
            // Only the endpoint that the call asks for is created.
            return await services.GetRequiredService<TEndpoint>().HandleAsync(request, aborted);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException && aborted.IsCancellationRequested)
        {
            // The caller hung up; there is nobody to answer.
            return Results.Empty;
        }
        catch (Exception error)
        {
            return problems.Of(error, request);
        }
    }
}
