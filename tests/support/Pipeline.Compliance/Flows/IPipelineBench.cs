using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Compliance.Flows;

/// <summary>The whole pipeline of one engine in a world of fakes, on the world's clock, with an initial stock of each SKU.</summary>
public interface IPipelineBench : IAsyncDisposable
{
    /// <summary>The initial stock of a SKU that was never set.</summary>
    const long InitialStock = 10;

    /// <summary>The temperature above which a reading raises an alert.</summary>
    const double Threshold = 40;

    World World { get; }

    /// <summary>The engine's implementation of a port.</summary>
    T Get<T>()
        where T : notnull;

    /// <summary>Places an order for two of SKU-1 at 32.00 USD in total and returns its id.</summary>
    Task<string> PlaceAsync();

    /// <summary>Ends the host and starts another build of the app on the same stores, which takes up what was in flight.</summary>
    Task DeployAsync(Action<IServiceCollection> change);

    /// <summary>Lets the pipeline work until a condition holds; fails when it cannot.</summary>
    Task UntilAsync(Func<Task<bool>> condition, string what);

    /// <summary>Lets the pipeline work until nothing it accepted is left, except what waits for a point in time.</summary>
    Task IdleAsync();

    /// <summary>Every event that went through the pipeline.</summary>
    Task<IReadOnlyList<CloudEvent>> EventsAsync();
}
