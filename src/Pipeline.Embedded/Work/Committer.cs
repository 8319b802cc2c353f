using Microsoft.Extensions.Logging;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Work;

/// <summary>
/// Commits what the engine itself must get done. While the disk is full or the file is locked it waits and tries again for as long as
/// the engine runs, so that work in flight is delayed rather than failed.
/// </summary>
internal sealed partial class Committer(Writer writer, TimeProvider time, ILogger<Committer> logger)
{
    public async Task<T> CommitAsync<T>(Func<Transaction, T> work, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await writer.RunAsync(work);
            }
            catch (FailureException error) when (error is { Failure: Transient, InnerException: StorageException { IsTransient: true } })
            {
                var pause = ((Transient)error.Failure).RetryAfter ?? TimeSpan.FromSeconds(1);
                LogWaiting(error.Failure.Detail, pause);
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    /// <summary>Ends the engine after an unforeseen error; its next start recovers.</summary>
    public void Break(Exception error) => writer.Break(error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cannot commit: {Detail} Trying again in {Pause}.")]
    private partial void LogWaiting(string detail, TimeSpan pause);
}
