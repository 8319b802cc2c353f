using Microsoft.Extensions.DependencyInjection;
using Pipeline.Http.Access;
using Pipeline.Http.DeadLetters;
using Pipeline.Http.Intake;
using Pipeline.Http.Inventory;
using Pipeline.Http.Operations;
using Pipeline.Http.Orders;
using Pipeline.Http.Requests;
using Pipeline.Http.Sagas;
using Pipeline.Http.Webhooks;
using Pipeline.Webhooks;
using static Pipeline.Http.Access.AccessLevel;

namespace Pipeline.Http;

/// <summary>
/// Every HTTP operation of the pipeline, and who may call it. Hosts map this table, and tests check the hosts and README against it.
/// </summary>
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

    /// <summary>Who may call the operation of an endpoint.</summary>
    public static AccessLevel AccessTo<T>()
        where T : IEndpoint =>
        // Unknown endpoints stay closed.
        Operations.FirstOrDefault(operation => operation.EndpointType == typeof(T))?.Access ?? Admin;
}

/// <summary>One row of <see cref="HttpSurface"/>.</summary>
public sealed class HttpOperation
{
    private readonly Action<IServiceCollection> _register;
    private readonly Func<IServiceProvider, IEndpoint> _endpoint;

    private HttpOperation(
        Type endpointType,
        string name,
        string method,
        string route,
        AccessLevel access,
        Action<IServiceCollection> register,
        Func<IServiceProvider, IEndpoint> endpoint)
    {
        (EndpointType, Name, Method, Route, Access) = (endpointType, name, method, route, access);
        (_register, _endpoint) = (register, endpoint);
    }

    /// <summary>The operation's name: the function's name on Azure, the operationId in descriptions.</summary>
    public string Name { get; }

    public string Method { get; }

    /// <summary>The methods that hosts map: what can be read can be asked for without its body (RFC 9110 section 9.3.2).</summary>
    public IReadOnlyList<string> Methods => Method == HttpMethods.Get ? [Method, HttpMethods.Head] : [Method];

    /// <summary>The route template without the leading /api/.</summary>
    public string Route { get; }

    public AccessLevel Access { get; }

    /// <summary>The class of the endpoint.</summary>
    public Type EndpointType { get; }

    /// <summary>A row whose endpoint is <typeparamref name="T"/>.</summary>
    public static HttpOperation Of<T>(string name, string method, string route, AccessLevel access)
        where T : class, IEndpoint =>
        new(
            typeof(T),
            name,
            method,
            route,
            access,
            static services => services.AddSingleton<T>(),
            static provider => provider.GetRequiredService<T>());

    /// <summary>The endpoint that serves the operation.</summary>
    public IEndpoint Endpoint(IServiceProvider services) => _endpoint(services);

    internal void Register(IServiceCollection services) => _register(services);
}
