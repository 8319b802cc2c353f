using Pipeline.Http.DeadLetters;
using Pipeline.Http.Intake;
using Pipeline.Http.Inventory;
using Pipeline.Http.Operations;
using Pipeline.Http.Orders;
using Pipeline.Http.Sagas;
using Pipeline.Http.Webhooks;
using Pipeline.Webhooks;
using static Pipeline.Http.AccessLevel;

namespace Pipeline.Http;

/// <summary>Every HTTP operation of the pipeline. Hosts map from this table, and tests hold hosts against it.</summary>
public static class HttpSurface
{
    public static IReadOnlyList<HttpOperation> Operations { get; } =
    [
        HttpOperation.Of<PlaceOrderEndpoint>("PlaceOrder", "POST", "orders", Function),
        HttpOperation.Of<ListOrdersEndpoint>("ListOrders", "GET", "orders", Function),
        HttpOperation.Of<GetOrderEndpoint>("GetOrder", "GET", "orders/{id}", Function),
        HttpOperation.Of<GetOrderEventsEndpoint>("GetOrderEvents", "GET", "orders/{id}/events", Function),
        HttpOperation.Of<CancelOrderEndpoint>("CancelOrder", "POST", "orders/{id}/cancel", Function),
        HttpOperation.Of<AcceptEventEndpoint>("AcceptEvent", "POST", "events", Function),
        HttpOperation.Of<PaymentWebhookEndpoint>("PaymentWebhook", "POST", PaymentWebhookPath.Prefix + "{provider}", Anonymous),
        HttpOperation.Of<GetStockEndpoint>("GetStock", "GET", "inventory/{sku}", Admin),
        HttpOperation.Of<SetStockEndpoint>("SetStock", "PUT", "inventory/{sku}", Admin),
        HttpOperation.Of<ListSagasEndpoint>("ListSagas", "GET", "sagas", Admin),
        HttpOperation.Of<GetSagaEndpoint>("GetSaga", "GET", "sagas/{id}", Admin),
        HttpOperation.Of<ResumeSagaEndpoint>("ResumeSaga", "POST", "sagas/{id}/resume", Admin),
        HttpOperation.Of<ListDeadLettersEndpoint>("ListDeadLetters", "GET", "dead-letters", Admin),
        HttpOperation.Of<GetDeadLetterEndpoint>("GetDeadLetter", "GET", "dead-letters/{id}", Admin),
        HttpOperation.Of<ReplayDeadLetterEndpoint>("ReplayDeadLetter", "POST", "dead-letters/{id}/replay", Admin),
        HttpOperation.Of<StatsEndpoint>("Stats", "GET", "stats", Admin),
        HttpOperation.Of<LiveEndpoint>("Live", "GET", "health/live", Anonymous),
        HttpOperation.Of<ReadyEndpoint>("Ready", "GET", "health/ready", Anonymous),
    ];
}
