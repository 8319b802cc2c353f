using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pipeline.Simulation;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Serve;

/// <summary>The address at which this machine reaches the host; known as soon as it listens.</summary>
internal sealed class OwnAddress : IMerchantAddress
{
    private readonly TaskCompletionSource<Uri> _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OwnAddress(IServer server, IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStarted.Register(() =>
            _known.TrySetResult(Of(server.Features.Get<IServerAddressesFeature>()!.Addresses)));
        lifetime.ApplicationStopped.Register(() => _known.TrySetCanceled());
    }

    public Task<Uri> GetAsync(CancellationToken cancellation) =>
        _known.Task.IsCompletedSuccessfully ? _known.Task : _known.Task.WaitAsync(cancellation);

    /// <summary>The address to connect to among those that the host listens on; one without TLS if there is one.</summary>
    /// <exception cref="UserErrorException">None has a host and a port.</exception>
    public static Uri Of(IEnumerable<string> addresses) =>
        addresses.Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && !address.IsNamedPipe)
            .OrderBy(address => address.Scheme != Uri.UriSchemeHttp)
            .Select(Reachable)
            .FirstOrDefault()
        ?? throw new UserErrorException(
            $"The simulated provider and the demo call the pipeline over TCP: listen on an address such as {HostSettings.DefaultUrls} too.",
            ExitCodes.Usage);

    // A wildcard address becomes the loopback address.
    private static Uri Reachable(BindingAddress address)
    {
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
