using Pipeline.Sqlite;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Tests.EndToEnd;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Audit;

/// <summary>Passes untouched data, and names the check that finds each manipulation.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class AuditorTests(SettledFolder folder) : IClassFixture<SettledFolder>
{
    [Fact]
    public void Every_check_passes_when_nothing_was_tampered_with()
    {
        using var copy = folder.Copy();

        var report = Auditor.Run(copy.Path, Path.Combine(copy.Path, "mail"));

        Assert.True(report.Balanced, string.Join('\n', report.Checks));
        Assert.Equal(report.Checks.Count, report.Checks.Select(check => check.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("pipeline.db", "DELETE FROM events WHERE position = 10", "log-is-whole")]
    [InlineData(
        "pipeline.db",
        "DELETE FROM events WHERE position = (SELECT max(position) FROM events WHERE type LIKE '%order.placed')",
        "log-is-whole")]
    [InlineData("pipeline.db", "UPDATE events SET event = '{}' WHERE position = 10", "log-is-whole")]
    [InlineData("pipeline.db", "INSERT INTO inbox VALUES ('/x', '1', 0)", "log-is-whole")]
    [InlineData("pipeline.db", "DELETE FROM events WHERE type = 'com.example.order.confirmed'", "orders-are-terminal")]
    [InlineData("pipeline.db", "UPDATE orders SET state = replace(state, 'USD', 'EUR')", "orders-are-their-events")]
    [InlineData("pipeline.db", "DELETE FROM orders WHERE order_id = (SELECT min(order_id) FROM orders)", "orders-are-their-events")]
    [InlineData("pipeline.db", "UPDATE sagas SET phase = 'compensated' WHERE definition = 'OrderSaga'", "sagas-agree")]
    [InlineData("pipeline.db", "DELETE FROM sagas WHERE definition = 'WelcomeWorkflow'", "sagas-agree")]
    [InlineData("pipeline.db", "UPDATE order_views SET version = version - 1", "views-are-current")]
    [InlineData("pipeline.db", "DELETE FROM order_views", "views-are-current")]
    [InlineData("pipeline.db", "UPDATE stock SET on_hand = on_hand - 1", "stock-is-conserved")]
    [InlineData("pipeline.db", "UPDATE stock SET reserved = reserved + 1", "stock-is-conserved")]
    [InlineData("pipeline.db", "UPDATE reservations SET status = 1", "stock-is-conserved")]
    [InlineData("pipeline.db", "UPDATE events SET event = replace(event, '\"amount\":1950', '\"amount\":1951')", "money-is-conserved")]
    [InlineData("world.db", "UPDATE payments SET status = 4", "provider-agrees")]
    [InlineData("world.db", "DELETE FROM payments WHERE id = (SELECT min(id) FROM payments)", "provider-agrees")]
    [InlineData("world.db", "INSERT INTO refunds SELECT 're_x', id, 1 FROM payments LIMIT 1", "provider-agrees")]
    [InlineData("world.db", "UPDATE shipments SET cancelled = 1", "carrier-agrees")]
    [InlineData("world.db", "INSERT INTO shipments VALUES ('no-order', 0)", "carrier-agrees")]
    [InlineData("pipeline.db", "UPDATE cursors SET handled = handled + 1 WHERE queue = 'order-saga'", "queues-are-drained")]
    [InlineData("pipeline.db", "UPDATE cursors SET position = 1 WHERE queue = 'order-saga'", "queues-are-drained")]
    [InlineData("pipeline.db", "UPDATE cursors SET holes = x'05' WHERE queue = 'order-saga'", "queues-are-drained")]
    [InlineData("pipeline.db", "INSERT INTO retries VALUES (1, 'order-saga', 1, NULL, 1, 0, 'x', '{}', 0)", "queues-are-drained")]
    [InlineData("pipeline.db", "INSERT INTO dead_letters VALUES ('1', 'q', '/x', '1', 1, '', '', 1, 'open', 0, 0, '')", "no-dead-letters")]
    [InlineData("pipeline.db", "UPDATE counters SET value = value + 1", "log-lines-are-counted")]
    [InlineData("pipeline.db", "UPDATE events SET event = replace(event, '\"value\":99.5}', '\"value\":9.5}')", "readings-are-alerted")]
    public void Tampering_is_found(string file, string sql, string check)
    {
        using var copy = folder.Copy();
        using (var connection = Connection.Open(Path.Combine(copy.Path, file), readOnly: false))
        {
            connection.Execute(sql);
        }

        AssertFails(copy, check);
    }

    [Fact]
    public void Missing_email_is_found()
    {
        using var copy = folder.Copy();
        File.Delete(Directory.GetFiles(Path.Combine(copy.Path, "mail"), "*.eml", SearchOption.AllDirectories)[0]);

        AssertFails(copy, "emails-went-out-once");
    }

    [Fact]
    public void Email_that_nothing_asked_for_is_found()
    {
        using var copy = folder.Copy();
        File.WriteAllText(Path.Combine(copy.Path, "mail", "stray.eml"), "");

        AssertFails(copy, "emails-went-out-once");
    }

    private static void AssertFails(TempFolder copy, string check)
    {
        var report = Auditor.Run(copy.Path, Path.Combine(copy.Path, "mail"));

        Assert.False(report.Balanced);
        Assert.Contains(report.Checks, one => one.Name == check && !one.Ok);
    }
}
