using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Hosting;
using Pipeline.Azure.Cosmos;

namespace Pipeline.Functions.Hosting;

/// <summary>Makes database and containers before the first trigger listens: an emulator starts empty, and on Azure the Bicep has made them.</summary>
public sealed class CosmosSetupAtStart(CosmosClient client) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => CosmosSetup.EnsureCreatedAsync(client, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
