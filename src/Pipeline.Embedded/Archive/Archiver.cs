using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Archive;

/// <summary>
/// Moves what is settled and old from the database to the archive. Each piece is on the disk before the commit that makes it count and
/// takes its rows out of the database; what a kill leaves in between is cut off by the next piece.
/// </summary>
internal sealed partial class Archiver(
    Database database,
    Writer writer,
    IFiles files,
    GenerationCache<Order> orders,
    IEnumerable<IReaction> reactions,
    IOptions<RetentionOptions> options,
    SteadyClock clock,
    Workers workers,
    ILogger<Archiver> logger) : IDisposable
{
    private readonly string[] _queues = [.. reactions.Select(reaction => reaction.Queue)];
    private readonly string _folder = ArchiveFolder.Of(database.FilePath);
    private readonly Lock _gate = new();
    private Task _run = Task.CompletedTask;
    private volatile bool _stopping;

    /// <summary>Archives whatever may go, unless nothing is to go or an earlier call is still at it.</summary>
    public Task RunAsync()
    {
        lock (_gate)
        {
            if (_run.IsCompleted && !_stopping && options.Value.After is { } after)
            {
                _run = workers.RunAsync(() => RunAsync(after));
            }

            return _run;
        }
    }

    /// <summary>Waits for the piece that is being written.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
        }

        _run.Wait();
    }

    private async Task RunAsync(TimeSpan after)
    {
        try
        {
            var now = clock.Now;
            var (orderCount, eventCount) = (0L, 0L);
            SettledWalk? walk = null;
            SettledState? state = null;
            while (!_stopping && walk?.IsAtEnd != true)
            {
                state ??= database.Read(connection => new SettledState(connection, _queues));
                walk ??= new SettledWalk(state, now - after, now);
                var batch = database.Read(walk.Next);
                if (batch.Events.Count == 0)
                {
                    continue;
                }

                if (await TryArchiveAsync(batch, state, now))
                {
                    (orderCount, eventCount) = (orderCount + batch.Orders.Count, eventCount + batch.Events.Count);
                }
                else
                {
                    // Something has come in between: look again, from the front.
                    (walk, state) = (null, null);
                }
            }

            if (eventCount > 0)
            {
                LogArchived(orderCount, eventCount, _folder);
            }
        }
        catch (FailureException error) when (error.Failure is Transient || error.InnerException is StorageException { IsDamage: true })
        {
            // A full disk, a stop, or damage, which the search for it names: nothing is lost, and the next hour tries again.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            LogNotArchived(error.Message);
        }
        catch (Exception error)
        {
            writer.Break(error);
        }
    }

    private async Task<bool> TryArchiveAsync(SettledBatch batch, SettledState state, DateTimeOffset now)
    {
        var file = now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) + ".ndjson.gz";
        var start = database.Read(connection => ArchivePieces.EndOf(connection, file));
        var piece = ArchiveFile.Append(files, _folder, file, start, batch.Events);
        return await writer.RunAsync(transaction =>
        {
            if (!ArchivedRows.AreStillSettled(transaction, batch, state))
            {
                return false;
            }

            ArchivePieces.Add(transaction, piece);
            ArchivedRows.Delete(transaction, batch);
            foreach (var order in batch.Orders)
            {
                transaction.AfterCommit(() => orders.Remove(order.OrderId));
            }

            return true;
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Archived {Orders} orders, {Events} events in all, in {Folder}.")]
    private partial void LogArchived(long orders, long events, string folder);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Nothing is archived, and nothing leaves the database: {Detail} It is tried again every hour.")]
    private partial void LogNotArchived(string detail);
}
