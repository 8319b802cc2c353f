using System.Threading.Channels;

namespace Pipeline.Embedded.Log;

/// <summary>Wakes one waiter; set before the wait or more than once, it still wakes it once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _set.Reader.ReadAsync(cancellation);
}
