using Microsoft.Extensions.DependencyInjection;
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
using Pipeline.Webhooks;
using static Pipeline.Http.Access.AccessLevel;

namespace Pipeline.Http;

/// <summary>
/// Every HTTP operation of the pipeline, who may call it, and the query parameters that it takes. Hosts map this table, and tests check
/// the hosts and README against it.
/// </summary>
public static class HttpSurface
{
    public static IReadOnlyList<HttpOperation> Operations { get; } =
    [
        HttpOperation.Of<PlaceOrderEndpoint>("PlaceOrder", "POST", "orders", Function),
        HttpOperation.Of<ListOrdersEndpoint>("ListOrders", "GET", "orders", Function, "customerId", "status", "after", "limit"),
        HttpOperation.Of<GetOrderEndpoint>("GetOrder", "GET", "orders/{id}", Function, "at"),
        HttpOperation.Of<GetOrderEventsEndpoint>("GetOrderEvents", "GET", "orders/{id}/events", Function),
        HttpOperation.Of<CancelOrderEndpoint>("CancelOrder", "POST", "orders/{id}/cancel", Function),
        HttpOperation.Of<AcceptEventEndpoint>("AcceptEvent", "POST", "events", Function),
        HttpOperation.Of<PaymentWebhookEndpoint>("PaymentWebhook", "POST", PaymentWebhookPath.Prefix + "{provider}", Anonymous),
        HttpOperation.Of<GetStockEndpoint>("GetStock", "GET", "inventory/{sku}", Admin),
        HttpOperation.Of<SetStockEndpoint>("SetStock", "PUT", "inventory/{sku}", Admin),
        HttpOperation.Of<ListSagasEndpoint>("ListSagas", "GET", "sagas", Admin, "status", "after", "limit"),
        HttpOperation.Of<GetSagaEndpoint>("GetSaga", "GET", "sagas/{id}", Admin),
        HttpOperation.Of<ResumeSagaEndpoint>("ResumeSaga", "POST", "sagas/{id}/resume", Admin),
        HttpOperation.Of<ListDeadLettersEndpoint>("ListDeadLetters", "GET", "dead-letters", Admin, "status", "after", "limit"),
        HttpOperation.Of<GetDeadLetterEndpoint>("GetDeadLetter", "GET", "dead-letters/{id}", Admin),
        HttpOperation.Of<ReplayDeadLetterEndpoint>("ReplayDeadLetter", "POST", "dead-letters/{id}/replay", Admin),
        HttpOperation.Of<StatsEndpoint>("Stats", "GET", "stats", Admin),
        HttpOperation.Of<LiveEndpoint>("Live", "GET", "health/live", Anonymous),
        HttpOperation.Of<ReadyEndpoint>("Ready", "GET", "health/ready", Anonymous),
    ];

    /// <summary>Why a call must not reach an endpoint, or null; one that is not in the table stays closed.</summary>
    public static Problem? WhyNot<T>(HttpRequest request, CallerKeys keys)
        where T : IEndpoint =>
        Of<T>() is { } operation ? operation.WhyNot(request, keys) : keys.WhyNot(request, Admin);

    /// <summary>The operation of an endpoint, or null.</summary>
    public static HttpOperation? Of<T>()
        where T : IEndpoint =>
        Operations.FirstOrDefault(operation => operation.EndpointType == typeof(T));
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
        IReadOnlyList<string> parameters,
        Action<IServiceCollection> register,
        Func<IServiceProvider, IEndpoint> endpoint)
    {
        (EndpointType, Name, Method, Route, Access, Parameters) = (endpointType, name, method, route, access, parameters);
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

    /// <summary>The query parameters that it takes.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The class of the endpoint.</summary>
    public Type EndpointType { get; }

    /// <summary>A row whose endpoint is <typeparamref name="T"/>.</summary>
    public static HttpOperation Of<T>(string name, string method, string route, AccessLevel access, params string[] parameters)
        where T : class, IEndpoint =>
        new(
            typeof(T),
            name,
            method,
            route,
            access,
            parameters,
            static services => services.AddSingleton<T>(),
            static provider => provider.GetRequiredService<T>());

    /// <summary>The endpoint that serves the operation.</summary>
    public IEndpoint Endpoint(IServiceProvider services) => _endpoint(services);

    /// <summary>Why a call must not reach the endpoint, or null: its caller, or what it asks that the endpoint would pass over.</summary>
    public Problem? WhyNot(HttpRequest request, CallerKeys keys) => keys.WhyNot(request, Access)
        // Providers and probes add parameters of their own to what anyone may call.
        ?? (Access == Anonymous || QueryFields.WhyUnknown(request.Query, Parameters) is not { } failure ? null : Problem.Of(failure));

    internal void Register(IServiceCollection services) => _register(services);
}
