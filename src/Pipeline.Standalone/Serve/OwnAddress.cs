using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pipeline.Simulation;

namespace Pipeline.Standalone.Serve;

/// <summary>The address at which this machine reaches the host; known as soon as it listens.</summary>
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

    /// <summary>An address to connect to: a wildcard address becomes the loopback address.</summary>
    public static Uri Reachable(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
