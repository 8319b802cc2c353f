namespace Pipeline.Sqlite;

/// <summary>
/// The transaction that a group of work items shares. Work must not change anything but the database: it may run a second time
/// after a roll-back. What belongs in memory goes into <see cref="AfterCommit"/>.
/// </summary>
public sealed class Transaction
{
    private readonly Connection _connection;
    private readonly List<Action> _beforeCommit = [];
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action> _afterRollback = [];

    internal Transaction(Connection connection) => _connection = connection;

    /// <summary>The statement of a constant SQL text.</summary>
    public Statement Sql(string constant) => _connection.Sql(constant);

    public long LastInsertId() => _connection.LastInsertId();

    /// <summary>Runs once at the end of the group, still inside the transaction.</summary>
    public void BeforeCommit(Action action) => _beforeCommit.Add(action);

    /// <summary>Runs when the group is committed, in the order of registration, before anyone is told.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Runs when the group is rolled back.</summary>
    public void AfterRollback(Action action) => _afterRollback.Add(action);

    internal void Begin() => _connection.Execute("BEGIN IMMEDIATE");

    internal void Commit()
    {
        _beforeCommit.ForEach(action => action());
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
            // SQLite has rolled back by itself, as it does for a full disk or a failing one; there is no transaction any more.
        }

        _afterRollback.ForEach(action => action());
    }
}
