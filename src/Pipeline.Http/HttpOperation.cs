using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Http;

/// <summary>One row of <see cref="HttpSurface"/>.</summary>
public sealed class HttpOperation
{
    private readonly Action<IServiceCollection> _register;
    private readonly Func<IServiceProvider, IEndpoint> _endpoint;

    private HttpOperation(
        string name,
        string method,
        string route,
        AccessLevel access,
        Action<IServiceCollection> register,
        Func<IServiceProvider, IEndpoint> endpoint)
    {
        (Name, Method, Route, Access) = (name, method, route, access);
        (_register, _endpoint) = (register, endpoint);
    }

    /// <summary>The operation's name: the function's name on Azure, the operationId in descriptions.</summary>
    public string Name { get; }

    public string Method { get; }

    /// <summary>The route template without the leading /api/.</summary>
    public string Route { get; }

    public AccessLevel Access { get; }

    /// <summary>A row whose endpoint is <typeparamref name="T"/>.</summary>
    public static HttpOperation Of<T>(string name, string method, string route, AccessLevel access)
        where T : class, IEndpoint =>
        new(
            name,
            method,
            route,
            access,
            static services => services.AddSingleton<T>(),
            static provider => provider.GetRequiredService<T>());

    /// <summary>The endpoint that does it.</summary>
    public IEndpoint Endpoint(IServiceProvider services) => _endpoint(services);

    internal void Register(IServiceCollection services) => _register(services);
}
