using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Compliance.Flows;

/// <summary>The whole pipeline of one engine in a world of fakes, on the world's clock, with an initial stock of each SKU.</summary>
public interface IPipelineBench : IAsyncDisposable
{
    /// <summary>What an SKU that nobody has set yet begins with.</summary>
    const long InitialStock = 10;

    /// <summary>What the readings of a temperature must be above to raise an alert.</summary>
    const double Threshold = 40;

    World World { get; }

    /// <summary>The engine's implementation of a port.</summary>
    T Get<T>()
        where T : notnull;

    /// <summary>Places an order of two of SKU-1 for 32.00 USD; its id.</summary>
    Task<string> PlaceAsync();

    /// <summary>Ends the host and starts another build of the app on the same stores, which takes up what was in flight.</summary>
    Task DeployAsync(Action<IServiceCollection> change);

    /// <summary>Lets the pipeline work until something is so; fails when it never will be.</summary>
    Task UntilAsync(Func<Task<bool>> condition, string what);

    /// <summary>Lets the pipeline work until nothing of what it accepted waits, but for what has a time to wait for.</summary>
    Task IdleAsync();

    /// <summary>Every event that went through the pipeline.</summary>
    Task<IReadOnlyList<CloudEvent>> EventsAsync();
}
