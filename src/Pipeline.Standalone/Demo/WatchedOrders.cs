using Azure.Messaging;
using Pipeline.Orders;

namespace Pipeline.Standalone.Demo;

/// <summary>Decorates the engine's order store to observe its commits.</summary>
internal sealed class WatchedOrders(IOrderStore store, DemoWatch watch) : IOrderStore
{
    /// <summary>Wraps the registered store.</summary>
    public static void Add(IServiceCollection services, DemoWatch watch)
    {
        var store = services.Single(service => service.ServiceType == typeof(IOrderStore));
        services.Remove(store);
        services.AddSingleton<IOrderStore>(provider =>
            new WatchedOrders((IOrderStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!), watch));
    }

    public ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation) => store.LoadAsync(orderId, cancellation);

    public async Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        var appended = await store.AppendAsync(state, expectedVersion, events, cancellation);
        if (appended)
        {
            watch.Committed(state, isNew: expectedVersion == 0);
        }

        return appended;
    }

    public Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation) =>
        store.ReadEventsAsync(orderId, cancellation);
}
