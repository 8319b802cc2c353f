using System.Net.Sockets;
using Pipeline.Failures;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Serve;

/// <summary>Starts a host, or says in plain words why it cannot start.</summary>
internal static class Startup
{
    /// <exception cref="UserErrorException">The host cannot start for a reason outside the program.</exception>
    public static async Task<WebApplication> StartAsync(
        HostSettings settings, CancellationToken cancellation, Action<IServiceCollection>? further = null)
    {
        try
        {
            return await StartAsync(StandaloneHost.Build(settings, further), cancellation);
        }
        catch (FailureException error)
        {
            throw new UserErrorException(Advice(error.Failure), ExitCodes.Failure);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UserErrorException(error.Message, ExitCodes.Failure);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new UserErrorException($"{error.Message} Choose another address with --urls.", ExitCodes.Failure);
        }
        catch (Exception error) when (error is InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
        {
            throw new UserErrorException($"{error.Message} --urls takes addresses such as {HostSettings.DefaultUrls}.", ExitCodes.Usage);
        }
    }

    // What was opened before the start failed is closed, the addresses that it listens on among it.
    private static async Task<WebApplication> StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    // Pipeline.Sqlite names no host's flags; here the folder's flag is --data.
    private static string Advice(Failure failure) => failure.Code
        is "data-in-use" or "data-not-writable" or "disk-full" or "data-unusable" or "data-corrupt"
        ? $"{failure.Detail} Another folder is named with --data."
        : failure.Detail;
}
