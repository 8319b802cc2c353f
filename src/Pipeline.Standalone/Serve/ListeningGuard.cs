using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pipeline.Http.Access;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Serve;

/// <summary>
/// Stops the start when the host listens where it must not. The settings were judged before; this judges the addresses that were really
/// opened, whatever named them. Between the two nobody gets in: without a key a call that did not come over loopback is refused.
/// </summary>
internal sealed class ListeningGuard(IServer server, AccessOptions access, IConfiguration configuration) : IHostedLifecycleService
{
    /// <exception cref="UserErrorException">It must not listen there.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Judge([.. server.Features.Get<IServerAddressesFeature>()!.Addresses]);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Judge(IReadOnlyList<string> addresses)
    {
        if (access.WhyNotStart(addresses) is { } why)
        {
            throw new UserErrorException(why, ExitCodes.Usage);
        }

        access.Exposure = addresses.Any(ListeningAddress.IsBeyondLoopback) ? Exposure.Network : Exposure.ThisMachine;
        if (StandaloneHost.SimulatesPayments(configuration))
        {
            _ = OwnAddress.Of(addresses);
        }
    }
}
