
namespace Pipeline.Sqlite.Tests;

public sealed class StatementTests : IDisposable
{
    private readonly Connection _connection = Connection.Open(":memory:", readOnly: false);

    public StatementTests() => _connection.Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, number INTEGER, blob BLOB)");

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("żółć 🚀 'quoted'")]
    [InlineData("a\0b")]
    public void Text_comes_back_when_it_was_bound(string text)
    {
        Insert(text, 1, [1]);

        Assert.Equal(text, Read(row => row.Text(1)));
        Assert.Equal(text, Read(row => row.NullableText(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Number_comes_back_when_it_was_bound(long number)
    {
        Insert(null, number, [1]);

        Assert.Equal(number, Read(row => row.Number(2)));
        Assert.Equal(number, Read(row => row.NullableNumber(2)));
    }

    [Fact]
    public void Null_comes_back_when_null_was_bound()
    {
        Insert(null, null, [1]);

        Assert.Null(Read(row => row.NullableText(1)));
        Assert.Null(Read(row => row.NullableNumber(2)));
    }

    [Fact]
    public void Blob_comes_back_when_it_was_bound()
    {
        Insert(null, null, [0, 1, 255]);

        Assert.Equal([0, 1, 255], Read(row => row.Blob(3).ToArray())!);
    }

    [Fact]
    public void Blob_is_empty_and_not_null_when_an_empty_one_was_bound()
    {
        Insert(null, null, []);

        Assert.Empty(Read(row => row.Blob(3).ToArray())!);
        Assert.Equal(1, _connection.Sql("SELECT count(*) FROM t WHERE blob IS NOT NULL").First(row => row.Number(0)));
    }

    [Fact]
    public void First_is_default_and_all_is_empty_when_there_is_no_row()
    {
        Assert.Null(Read(row => row.NullableText(1)));
        Assert.Empty(_connection.Sql("SELECT id FROM t").All(row => row.Number(0)));
    }

    [Fact]
    public void Run_returns_how_many_rows_it_changed()
    {
        Insert("a", 1, [1]);
        Insert("b", 1, [1]);

        Assert.Equal(2, _connection.Sql("UPDATE t SET number = ?").Bind(2L).Run());
        Assert.Equal(0, _connection.Sql("UPDATE t SET number = ? WHERE text = 'c'").Bind(2L).Run());
        Assert.Equal(2, _connection.LastInsertId());
    }

    [Fact]
    public void Statement_can_be_used_again_when_a_run_has_failed()
    {
        const string Sql = "INSERT INTO t (id) VALUES (?)";
        _connection.Sql(Sql).Bind(7L).Run();

        Assert.Throws<StorageException>(() => _connection.Sql(Sql).Bind(7L).Run());

        Assert.Equal(1, _connection.Sql(Sql).Bind(8L).Run());
    }

    [Fact]
    public void Statement_can_be_used_again_when_too_much_was_bound()
    {
        const string Sql = "INSERT INTO t (id) VALUES (?)";

        Assert.Throws<StorageException>(() => _connection.Sql(Sql).Bind(7L).Bind(8L));

        Assert.Equal(1, _connection.Sql(Sql).Bind(9L).Run());
        Assert.Equal(9, _connection.LastInsertId());
    }

    [Fact]
    public void Wrong_sql_is_an_error_with_its_reason()
    {
        Assert.Contains(
            "nonsense", Assert.Throws<StorageException>(() => _connection.Sql("SELECT nonsense")).Message, StringComparison.Ordinal);
    }

    private void Insert(string? text, long? number, byte[] blob) => _connection
        .Sql("INSERT INTO t (text, number, blob) VALUES (?, ?, ?)").Bind(text).Bind(number).Bind(blob).Run();

    private T? Read<T>(Func<Statement, T> read) => _connection.Sql("SELECT id, text, number, blob FROM t").First(read);
}
