using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pipeline.Azure.Tests.Blobs;

/// <summary>A blob service on this machine, in a process of its own: Azurite, from npm, in memory, on a port that is free.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private const string Install = "npm ci --prefix tests/Pipeline.Azure.Tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<int> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process = new();

    /// <summary>Why no test can use it; null when it is there.</summary>
    public static string? WhyAbsent { get; } =
        Program is null ? $"Azurite is not installed: {Install}" : Node is null ? "node is not on the PATH." : null;

    /// <summary>How its one account is reached; the key is the one that everybody knows.</summary>
    public string ConnectionString { get; private set; } = "";

    private static string? Program => Ancestors(AppContext.BaseDirectory)
        .Select(folder => Path.Combine(folder, "node_modules", "azurite", "dist", "src", "blob", "main.js"))
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
            ArgumentList = { Program!, "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _listens.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var port = await _listens.Task.WaitAsync(Patience);
        ConnectionString =
            "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
            "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;" +
            $"BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
    }

    public Task DisposeAsync()
    {
        if (WhyAbsent is null)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        return Task.CompletedTask;
    }

    private void Note(string? line)
    {
        if (line is not null && Listening().Match(line) is { Success: true } match)
        {
            _listens.TrySetResult(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }

    [GeneratedRegex(@"listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
