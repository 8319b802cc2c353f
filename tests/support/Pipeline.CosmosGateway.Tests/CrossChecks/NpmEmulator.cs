using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>A third-party emulator from npm.</summary>
public sealed partial class NpmEmulator : IAsyncLifetime
{
    private readonly NodeProgram _program = Program();

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? WhyAbsent { get; } = Program().WhyAbsent;

    public CosmosClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (WhyAbsent is not null)
        {
            return;
        }

        var port = await _program.StartAsync(Listening(), "--no-ssl", "--host", "127.0.0.1", "--port", "0");
        Client = EmulatorClients.Create(new Uri($"http://127.0.0.1:{port}/"), await QueryPlanning.Create());
    }

    public Task DisposeAsync()
    {
        Client?.Dispose();
        _program.Dispose();
        return Task.CompletedTask;
    }

    private static NodeProgram Program() => new("@vercel/cosmosdb-server", "lib/cli.js", "support/Pipeline.CosmosGateway.Tests");

    [GeneratedRegex(@"connections at 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
