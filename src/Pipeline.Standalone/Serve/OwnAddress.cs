using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pipeline.Simulation;

namespace Pipeline.Standalone.Serve;

/// <summary>Where this host can be reached from this machine; known as soon as it listens.</summary>
internal sealed class OwnAddress : IMerchantAddress
{
    private readonly TaskCompletionSource<Uri> _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OwnAddress(IServer server, IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStarted.Register(() =>
            _known.TrySetResult(Reachable(server.Features.Get<IServerAddressesFeature>()!.Addresses.First())));
        lifetime.ApplicationStopped.Register(() => _known.TrySetCanceled());
    }

    public Task<Uri> GetAsync(CancellationToken cancellation) =>
        _known.Task.IsCompletedSuccessfully ? _known.Task : _known.Task.WaitAsync(cancellation);

    /// <summary>An address that one can connect to: one that stands for all interfaces becomes the loopback one.</summary>
    public static Uri Reachable(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
