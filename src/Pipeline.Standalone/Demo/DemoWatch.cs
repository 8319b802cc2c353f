using System.Collections.Concurrent;
using System.Globalization;
using Pipeline.Orders;

namespace Pipeline.Standalone.Demo;

/// <summary>Observes every commit of the run's orders, for progress, latencies and cancellations.</summary>
internal sealed class DemoWatch(int orders, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly long[] _sent = new long[orders + 1];
    private readonly long[] _ended = new long[orders + 1];
    private readonly int[] _status = new int[orders + 1];
    private int _terminal;

    /// <summary>Called once for each order that has ended.</summary>
    public Action<int> OnTerminal { get; set; } = _ => { };

    /// <summary>Called on each commit of an order whose payment is requested but not settled.</summary>
    public Action<int, string> OnPaymentOpen { get; set; } = (_, _) => { };

    /// <summary>How many orders are confirmed or cancelled.</summary>
    public int Terminal => Volatile.Read(ref _terminal);

    /// <summary>Notes that the order is about to be sent.</summary>
    public void Sending(int index) => _sent[index] = time.GetTimestamp();

    /// <summary>Notes that an order was committed in this state.</summary>
    public void Committed(Order order, bool isNew)
    {
        if (isNew && order.CustomerId.StartsWith("c-", StringComparison.Ordinal))
        {
            _indexes[order.OrderId] = int.Parse(order.CustomerId.AsSpan(2), CultureInfo.InvariantCulture);
        }

        // The folder may hold orders of an earlier run.
        if (_indexes.TryGetValue(order.OrderId, out var index))
        {
            Note(order, index);
        }
    }

    public int Count(OrderStatus status) => _status.Skip(1).Count(one => one == (int)status);

    /// <summary>Milliseconds from sending an order to its end, for the orders that have ended.</summary>
    public double[] EndToEnd() =>
    [
        .. Enumerable.Range(1, orders).Where(HasEnded)
            .Select(index => time.GetElapsedTime(_sent[index], _ended[index]).TotalMilliseconds),
    ];

    /// <summary>Orders per second among those with these numbers, from the first one sent to the last one ended.</summary>
    public double Rate(IEnumerable<int> indexes)
    {
        var ended = indexes.Where(HasEnded).ToArray();
        return ended.Length == 0
            ? 0
            : ended.Length / time.GetElapsedTime(ended.Min(index => _sent[index]), ended.Max(index => _ended[index])).TotalSeconds;
    }

    private void Note(Order order, int index)
    {
        var before = Interlocked.Exchange(ref _status[index], (int)order.Status);
        if (order.Status.IsTerminal() && !((OrderStatus)before).IsTerminal())
        {
            _ended[index] = time.GetTimestamp();
            Interlocked.Increment(ref _terminal);
            OnTerminal(index);
        }
        else if (order.CancelReason is null && order.Payments.Any(payment => payment.Open))
        {
            OnPaymentOpen(index, order.OrderId);
        }
    }

    private bool HasEnded(int index) => Volatile.Read(ref _ended[index]) != 0;
}
