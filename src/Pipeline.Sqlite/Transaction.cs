namespace Pipeline.Sqlite;

/// <summary>
/// The transaction that a group of work items shares. Work changes nothing but the database, because it may run again after a roll-back;
/// changes in memory belong in <see cref="AfterCommit"/>.
/// </summary>
public sealed class Transaction
{
    private readonly Connection _connection;
    private readonly List<Action> _beforeCommit = [];
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action> _afterRollback = [];

    internal Transaction(Connection connection) => _connection = connection;

    /// <summary>How far the database is with this commit; known once it is committed.</summary>
    internal CommitCount Count { get; private set; }

    /// <summary>The statement of a constant SQL text.</summary>
    public Statement Sql(string constant) => _connection.Sql(constant);

    public long LastInsertId() => _connection.LastInsertId();

    /// <summary>Tells which position the work has come to; the greatest is kept with the count of commits.</summary>
    public void Reach(long position) => Count = Count with { Position = Math.Max(Count.Position, position) };

    /// <summary>Runs once at the end of the group, still inside the transaction.</summary>
    public void BeforeCommit(Action action) => _beforeCommit.Add(action);

    /// <summary>Runs when the group is committed, in the order of registration, before the callers' tasks complete.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Runs when the group is rolled back.</summary>
    public void AfterRollback(Action action) => _afterRollback.Add(action);

    internal void Begin() => _connection.Execute("BEGIN IMMEDIATE");

    internal void Commit()
    {
        _beforeCommit.ForEach(action => action());
        Count = _connection.Sql("UPDATE commits SET number = number + 1, position = max(position, ?) RETURNING number, position")
            .Bind(Count.Position).First(row => new CommitCount(row.Number(0), row.Number(1)));
        _connection.Execute("COMMIT");
    }

    internal void TellCommitted() => _afterCommit.ForEach(action => action());

    internal void Rollback()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (StorageException)
        {
            // SQLite has already rolled back, as it does when the disk is full or fails.
        }

        _afterRollback.ForEach(action => action());
    }
}
