using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>An emulator that others wrote, from npm, in a process of its own, on a port that is free.</summary>
public sealed partial class NpmEmulator : IAsyncLifetime
{
    private const string Install = "npm ci --prefix tests/Pipeline.CosmosGateway.Tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process = new();

    /// <summary>Why no test can use it; null when it is there.</summary>
    public static string? WhyAbsent { get; } =
        Program is null ? $"@vercel/cosmosdb-server is not installed: {Install}" : Node is null ? "node is not on the PATH." : null;

    public CosmosClient Client { get; private set; } = null!;

    private static string? Program => Ancestors(AppContext.BaseDirectory)
        .Select(folder => Path.Combine(folder, "node_modules", "@vercel", "cosmosdb-server", "lib", "cli.js"))
        .FirstOrDefault(File.Exists);

    private static string? Node => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") })
        .FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (WhyAbsent is not null)
        {
            return;
        }

        _process.StartInfo = new ProcessStartInfo(Node!)
        {
            ArgumentList = { Program!, "--no-ssl", "--host", "127.0.0.1", "--port", "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _listens.TrySetException(new InvalidOperationException("The emulator ended before it listened."));
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = EmulatorClients.Create(await _listens.Task.WaitAsync(Patience), await QueryPlanning.Create());
    }

    public Task DisposeAsync()
    {
        if (WhyAbsent is null)
        {
            Client.Dispose();
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        return Task.CompletedTask;
    }

    private void Note(string? line)
    {
        if (line is not null && Listening().Match(line) is { Success: true } match)
        {
            _listens.TrySetResult(new Uri($"http://127.0.0.1:{match.Groups[1].Value}/"));
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }

    [GeneratedRegex(@"connections at 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
