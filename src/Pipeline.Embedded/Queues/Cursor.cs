using System.Buffers;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>
/// How far a queue is in the log: everything up to a position is handled or skipped, except the positions in flight. It is saved in
/// the very transaction that handles an event, which makes that event's effects happen exactly once.
/// </summary>
internal sealed class Cursor
{
    private readonly Lock _gate = new();
    private readonly string _queue;
    private readonly SortedSet<long> _inFlight;
    private readonly List<long> _marked = [];
    private Transaction? _current;
    private long _position;
    private long _handled;
    private long _newlyHandled;
    private long _saving;
    private long _saved;

    private Cursor(string queue, long position, IEnumerable<long> inFlight, long handled)
    {
        _queue = queue;
        _position = _saved = position;
        _inFlight = new SortedSet<long>(inFlight);
        _handled = handled;
    }

    /// <summary>The log is read up to here.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>How many positions were read since the cursor was last saved; a restart reads them again.</summary>
    public long Unsaved => Position - Interlocked.Read(ref _saved);

    /// <summary>Deliveries that took effect.</summary>
    public long Handled => Interlocked.Read(ref _handled);

    /// <summary>How many events were read and are not settled yet.</summary>
    public int InFlightCount
    {
        get
        {
            lock (_gate)
            {
                return _inFlight.Count;
            }
        }
    }

    public static Cursor Load(Database database, string queue) => database.Read(connection => connection
        .Sql("SELECT position, holes, handled FROM cursors WHERE queue = ?").Bind(queue)
        .First(row => new Cursor(queue, row.Number(0), InFlightPositions.Decode(row.Blob(1)), row.Number(2))))
        ?? new Cursor(queue, 0, [], 0);

    /// <summary>Refuses a cursor that cannot be right: what its queue has handled is then not known.</summary>
    /// <exception cref="FailureException">It is damaged.</exception>
    public Cursor ThrowIfImpossible(long head) =>
        _position >= 0 && _position <= head && !_inFlight.Any(each => each < 1 || each > _position)
        ? this
        : throw new FailureException(new Permanent(
            "data-corrupt",
            $"The cursor of queue {_queue} is damaged: it is at {_position} with {_inFlight.Count} events in flight, and the log ends at "
            + $"{head}. Restore the database from a backup."));

    /// <summary>The positions in flight; after a restart, those that must be delivered again.</summary>
    public IReadOnlyList<long> InFlight()
    {
        lock (_gate)
        {
            return [.. _inFlight];
        }
    }

    /// <summary>The log is read up to a position; <paramref name="taken"/> when its event is now in flight.</summary>
    public void Advance(long position, bool taken)
    {
        lock (_gate)
        {
            if (taken)
            {
                _inFlight.Add(position);
            }

            Interlocked.Exchange(ref _position, position);
        }
    }

    /// <summary>Saves how far the log was read.</summary>
    public void Save(Transaction transaction) => Settle(transaction, position: null, tookEffect: false);

    /// <summary>An event took effect (or left the queue for the retries or the dead letters) in this transaction.</summary>
    public void Settle(Transaction transaction, long? position, bool tookEffect)
    {
        if (_current != transaction)
        {
            _current = transaction;
            _marked.Clear();
            _newlyHandled = 0;
            transaction.BeforeCommit(() => Write(transaction));
            transaction.AfterCommit(Apply);
        }

        _newlyHandled += tookEffect ? 1 : 0;
        if (position is { } settled)
        {
            _marked.Add(settled);
        }
    }

    private void Write(Transaction transaction)
    {
        long position;
        byte[] inFlight;
        lock (_gate)
        {
            position = _saving = _position;
            var settled = _marked.ToHashSet();
            inFlight = InFlightPositions.Encode(_inFlight.Where(each => !settled.Contains(each)));
        }

        transaction.Sql(
            """
            INSERT INTO cursors (queue, position, holes, handled) VALUES (?, ?, ?, ?)
            ON CONFLICT (queue) DO UPDATE SET position = excluded.position, holes = excluded.holes, handled = excluded.handled
            """).Bind(_queue).Bind(position).Bind(inFlight).Bind(_handled + _newlyHandled).Run();
    }

    private void Apply()
    {
        lock (_gate)
        {
            _inFlight.ExceptWith(_marked);
            Interlocked.Exchange(ref _saved, _saving);
            Interlocked.Add(ref _handled, _newlyHandled);
        }
    }
}

/// <summary>Encodes ascending positions as differences, seven bits a byte, so that a cursor's row stays small.</summary>
internal static class InFlightPositions
{
    public static byte[] Encode(IEnumerable<long> ascending)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var last = 0L;
        foreach (var position in ascending)
        {
            var difference = (ulong)(position - last);
            last = position;
            for (; difference >= 0x80; difference >>= 7)
            {
                bytes.Write([(byte)(difference | 0x80)]);
            }

            bytes.Write([(byte)difference]);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<long> Decode(ReadOnlySpan<byte> bytes)
    {
        var positions = new List<long>();
        var (last, difference, shift) = (0L, 0L, 0);
        foreach (var part in bytes)
        {
            difference |= (long)(part & 0x7F) << shift;
            shift += 7;
            if (part < 0x80)
            {
                last += difference;
                positions.Add(last);
                (difference, shift) = (0, 0);
            }
        }

        return positions;
    }
}
