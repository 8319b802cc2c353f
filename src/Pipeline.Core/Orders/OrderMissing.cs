using Pipeline.Failures;

namespace Pipeline.Orders;

/// <summary>Finds an order or says order-not-found.</summary>
public static class OrderMissing
{
    public const string Code = "order-not-found";

    /// <summary>The failure for a caller who named the order.</summary>
    public static NotFound Of(string orderId) => new(Code, Sentence(orderId));

    /// <summary>The order that a caller named.</summary>
    public static async ValueTask<Result<Order>> FindAsync(this IOrderStore store, string orderId, CancellationToken cancellation) =>
        await store.LoadAsync(orderId, cancellation) is { } order ? order : Of(orderId);

    /// <summary>The order that an event is about; <see cref="Permanent"/> when missing, as no later delivery will find it.</summary>
    public static async ValueTask<Result<Order>> FindSubjectAsync(this IOrderStore store, string orderId, CancellationToken cancellation) =>
        await store.LoadAsync(orderId, cancellation) is { } order ? order : new Permanent(Code, Sentence(orderId));

    private static string Sentence(string orderId) => $"There is no order {orderId}.";
}
