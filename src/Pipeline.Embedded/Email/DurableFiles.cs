using System.Collections.Concurrent;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Email;

/// <summary>
/// Writes files that survive a loss of power. Flushing blocks for milliseconds, and the disk flushes many files at once nearly as fast as
/// one, so threads of their own do it side by side.
/// </summary>
internal sealed class DurableFiles : IDisposable
{
    private const int Threads = 16;

    private readonly IFiles _files;
    private readonly Workers _workers;
    private readonly BlockingCollection<(string Path, byte[] Content, TaskCompletionSource Done)> _pending = [];
    private readonly Lock _gate = new();
    private readonly HashSet<string> _durable = new(StringComparer.Ordinal);
    private readonly string _above;
    private readonly Lazy<bool> _started;

    /// <param name="root">The folder that all the files are under.</param>
    /// <param name="files">The disk.</param>
    /// <param name="workers">Where flushing blocks nobody.</param>
    public DurableFiles(string root, IFiles files, Workers workers)
    {
        (_files, _workers) = (files, workers);
        _above = Path.GetDirectoryName(root) ?? root;
        _started = new Lazy<bool>(() =>
        {
            for (var number = 0; number < Threads; number++)
            {
                workers.StartThread("pipeline-files", Run);
            }

            return true;
        });
    }

    /// <summary>Writes a file unless it is there; the task ends when it is on the disk, whole and under its name.</summary>
    /// <exception cref="IOException">It may not be there; write it again.</exception>
    public Task WriteAsync(string path, byte[] content)
    {
        if (_workers.AreStepped)
        {
            return _workers.RunAsync(() => Write(path, content));
        }

        _ = _started.Value;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending.Add((path, content, done));
        return done.Task;
    }

    public void Dispose() => _pending.CompleteAdding();

    private void Run()
    {
        foreach (var (path, content, done) in _pending.GetConsumingEnumerable())
        {
            try
            {
                Write(path, content);
                done.SetResult();
            }
            catch (Exception error) // Whatever it is, the caller gets it.
            {
                done.SetException(error);
            }
        }
    }

    // The rename makes the file whole or absent. The temporary name is the file's own, so the next attempt replaces what a crash left.
    // A file that is there may be what an attempt left whose last flush failed: its name is flushed again.
    private void Write(string path, byte[] content)
    {
        var folder = Path.GetDirectoryName(path)!;
        lock (_gate)
        {
            EnsureFolder(folder);
        }

        if (!_files.Exists(path))
        {
            var unfinished = path + ".unfinished";
            _files.Write(unfinished, content);
            _files.Flush(unfinished);
            _files.Rename(unfinished, path);
        }

        _files.FlushFolder(folder);
    }

    // A file in a folder that is lost with the power is lost too. One that is there may have been made by a process that ended before it
    // flushed it, so each is flushed once by this one, up to the root; above that, only what is made here.
    private void EnsureFolder(string folder)
    {
        var isThere = _files.FolderExists(folder);
        if (_durable.Contains(folder) || (isThere && folder == _above) || Path.GetDirectoryName(folder) is not { } above)
        {
            return;
        }

        EnsureFolder(above);
        if (!isThere)
        {
            _files.CreateFolder(folder);
        }

        _files.FlushFolder(above);
        _durable.Add(folder);
    }
}
