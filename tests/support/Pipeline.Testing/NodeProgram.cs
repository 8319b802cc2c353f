using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Testing;

/// <summary>A server from npm, in a process of its own, on a free port.</summary>
/// <param name="package">The package's name.</param>
/// <param name="script">The script that node runs, within the package.</param>
/// <param name="project">The test project whose package.json has it, by its folder below tests.</param>
public sealed class NodeProgram(string package, string script, string project) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<int> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>Why it cannot run here; null when it can.</summary>
    public string? WhyAbsent =>
        Script is null ? $"{package} is not installed: npm ci --prefix tests/{project}" : Node is null ? "node is not on the PATH." : null;

    private static string? Node { get; } = InstalledProgram.Find("node");

    private string? Script => Ancestors(AppContext.BaseDirectory)
        .Select(folder => Path.Combine(folder, "node_modules", package, script))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts it and returns its port: the first group of the line that matches.</summary>
    public async Task<int> StartAsync(Regex listening, params IEnumerable<string> arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Node!, [Script!, .. arguments])
            { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        _process.Exited += (_, _) => _listens.TrySetException(new InvalidOperationException($"{package} ended before it listened."));
        _process.OutputDataReceived += (_, line) => Note(listening.Match(line.Data ?? ""));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return await _listens.Task.WaitAsync(Patience);
    }

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    private void Note(Match listening)
    {
        if (listening.Success)
        {
            _listens.TrySetResult(int.Parse(listening.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
