using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Tests.Hosting;

/// <summary>The real program in a process of its own.</summary>
public sealed partial class HostProcess : IDisposable
{
    private static readonly string Program = typeof(ExitCodes).Assembly.Location;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The host ended before it was ready."));
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that it printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts <c>serve</c> and waits until it is ready.</summary>
    public static async Task<(HostProcess Host, Uri Url)> ServeAsync(string folder, string url, params string[] arguments)
    {
        var host = Start(["serve", "--data", folder, "--urls", url, .. arguments]);
        try
        {
            return (host, await host._ready.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }
        catch (Exception error)
        {
            host.Dispose();
            throw new InvalidOperationException($"The host did not start: {host.Output}", error);
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var host = Start(arguments);
        var exitCode = await host.ExitAsync();
        return (exitCode, host.Output);
    }

    /// <summary>Runs a command to its end in a folder, with names of the environment.</summary>
    public static async Task<(int ExitCode, string Output)> RunInAsync(
        string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        using var host = Start(arguments, folder, environment);
        var exitCode = await host.ExitAsync();
        return (exitCode, host.Output);
    }

    /// <summary>Starts a command in a folder and does not wait.</summary>
    public static HostProcess StartIn(string folder, params string[] arguments) => Start(arguments, folder);

    /// <summary>Kills it, as a power loss would.</summary>
    public async Task KillAsync()
    {
        Assert.False(_process.HasExited, $"The host ended before it was killed: {Output}");
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await _process.WaitForExitAsync(patience.Token);
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static HostProcess Start(
        string[] arguments, string? folder = null, IReadOnlyList<(string Name, string Value)>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return new HostProcess(new Process { StartInfo = start });
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (ReadyLine().Match(line) is { Success: true } match)
        {
            _ready.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("^Pipeline is ready at (http://[^;,]+)")]
    private static partial Regex ReadyLine();
}
