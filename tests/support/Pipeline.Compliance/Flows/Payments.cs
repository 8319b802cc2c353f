using System.Collections.Concurrent;
using Pipeline.Payments;

namespace Pipeline.Compliance.Flows;

/// <summary>The records of the fake payment provider, by idempotency key.</summary>
public sealed class Payments
{
    /// <summary>What happens when a payment is requested; nothing unless set.</summary>
    public Func<IServiceProvider, PaymentRequest, Task> OnRequest { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Throws when a refund is to fail.</summary>
    public Action<string> OnRefund { get; set; } = _ => { };

    public ConcurrentDictionary<string, PaymentRequest> Requests { get; } = new();

    public ConcurrentDictionary<string, (string PaymentId, long Amount)> Refunds { get; } = new();

    public ConcurrentDictionary<string, string> Voids { get; } = new();
}
