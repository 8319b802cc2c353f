using System.Threading.Channels;

namespace Pipeline.Embedded.Work;

/// <summary>Wakes one waiter once, however often and however early it is set.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _set.Reader.ReadAsync(cancellation);
}
