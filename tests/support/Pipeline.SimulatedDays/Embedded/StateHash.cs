using System.Security.Cryptography;
using System.Text;
using Pipeline.Sqlite;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>A hash of the rows that a database holds; its file differs from run to run by the salts of the write-ahead log.</summary>
internal static class StateHash
{
    private static readonly string[] Rows =
    [
        "SELECT position, event FROM events ORDER BY 1",
        "SELECT order_id, state FROM orders ORDER BY 1",
        "SELECT saga_id, state FROM sagas ORDER BY 1",
        "SELECT queue || position || ' ' || handled, holes FROM cursors ORDER BY 1",
        "SELECT id || status, event FROM dead_letters ORDER BY 1",
        "SELECT sku || on_hand || ' ' || reserved, received FROM stock ORDER BY 1",
    ];

    /// <param name="database">The database.</param>
    /// <param name="root">The day's own folder, which reasons may name: it is left out.</param>
    public static string Of(string database, string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var connection = Connection.Open(database, readOnly: true);
        foreach (var sql in Rows)
        {
            connection.Sql(sql).All(row =>
            {
                hash.AppendData(Encoding.UTF8.GetBytes(row.Text(0)));
                hash.AppendData(Encoding.UTF8.GetBytes(
                    Encoding.Latin1.GetString(row.Blob(1)).Replace(root, "", StringComparison.Ordinal)));
                return true;
            });
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
