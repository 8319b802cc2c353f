using Pipeline.Audit;
using Pipeline.Payments;

namespace Pipeline.SimulatedDays.World;

/// <summary>What the payment provider knows. Like a real one's, its books outlive everything that happens to the pipeline.</summary>
internal sealed class ProviderBooks
{
    private readonly Dictionary<string, Payment> _payments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refunds = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, LedgerEntry> Ledger => _payments.Values
        .ToDictionary(payment => payment.Id, payment => new LedgerEntry(payment.Captured, payment.Refunded));

    /// <summary>The payment that a key asked for, and whether it is new.</summary>
    public (string Id, bool IsNew) Request(PaymentRequest request)
    {
        var id = "pi_" + request.OrderId;
        return (id, _payments.TryAdd(id, new Payment(id, request)));
    }

    /// <summary>Captures what is left of an open payment, or a part; false when there is nothing to capture.</summary>
    public bool Capture(string id, long? part = null)
    {
        var payment = _payments[id];
        if (payment.IsVoid || payment.Captured >= payment.Request.Amount)
        {
            return false;
        }

        payment.Captured += Math.Min(part ?? payment.Request.Amount, payment.Request.Amount - payment.Captured);
        return true;
    }

    /// <summary>Voids an open payment; a captured one stays.</summary>
    public void Void(string id) => _payments[id].IsVoid |= _payments[id].Captured == 0;

    /// <summary>Refunds once per key; false when so much was not captured, or is refunded already.</summary>
    public bool Refund(string id, string key, long amount)
    {
        if (_refunds.ContainsKey(key))
        {
            return true;
        }

        var payment = _payments[id];
        if (amount <= 0 || payment.Captured - payment.Refunded < amount)
        {
            return false;
        }

        payment.Refunded += amount;
        return _refunds.TryAdd(key, id);
    }

    /// <summary>A refund that was under way comes back: its money was never moved.</summary>
    public long FailRefunds(string id)
    {
        var refunded = _payments[id].Refunded;
        _payments[id].Refunded = 0;
        return refunded;
    }

    public Payment Of(string id) => _payments[id];

    internal sealed class Payment(string id, PaymentRequest request)
    {
        public string Id => id;

        public PaymentRequest Request => request;

        public long Captured { get; set; }

        public long Refunded { get; set; }

        public bool IsVoid { get; set; }
    }
}
