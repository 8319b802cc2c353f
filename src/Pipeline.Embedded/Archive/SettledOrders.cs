using System.Text.Json;
using Azure.Messaging;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Orders;
using Pipeline.Embedded.Sagas;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Archive;

/// <summary>An order that may go, as it was when that was decided.</summary>
internal sealed record SettledOrder(string OrderId, long Version, IReadOnlyList<ArchivedEvent> Events);

/// <summary>
/// Decides which orders may go: closed, nothing owed either way, their saga ended, everything about them old and whole. What is damaged or
/// does not fit together stays where an operator can mend it.
/// </summary>
internal static class SettledOrders
{
    public static SettledOrder? Find(Connection connection, SettledState state, DateTimeOffset before, string orderId)
    {
        var row = connection.Sql("SELECT version, state FROM orders WHERE order_id = ?").Bind(orderId)
            .First<(long Version, byte[] State)?>(row => (row.Number(0), row.Blob(1).ToArray()));
        return row is var (version, stored)
            && OrderRows.Read(stored) is { } order
            && order.OrderId == orderId
            && order.Version == version
            && order.UpdatedAt <= before
            && IsSettled(order)
            && IsReleased(connection, order)
            && IsShown(connection, order)
            && HasEnded(connection, orderId, before)
            && EventsOf(connection, state, orderId) is { } events
            && IsMadeOf(stored, orderId, events)
                ? new SettledOrder(orderId, version, [.. events.Select(one => one.Archived)])
                : null;
    }

    /// <summary>Whether a saga is over, and has been for long.</summary>
    public static bool HasEnded(Connection connection, string sagaId, DateTimeOffset before) =>
        connection.Sql("SELECT " + SagaRow.Columns + " FROM sagas WHERE saga_id = ?").Bind(sagaId).First(SagaRow.Read) is { } saga
        && !saga.IsDamaged
        && !saga.IsStranded
        && saga.Saga.Phase.IsEnded()
        && saga.Phase == saga.Saga.Phase.Name()
        && saga.Saga.UpdatedAt <= before;

    private static bool IsSettled(Order order) =>
        order.Status.IsTerminal()
        && !order.Flagged
        && order.NetCaptured() == (order.Status == OrderStatus.Confirmed ? order.Total : 0);

    // What a reservation still holds would be held for ever.
    private static bool IsReleased(Connection connection, Order order)
    {
        var status = connection.Sql("SELECT status FROM reservations WHERE order_id = ?").Bind(order.OrderId)
            .First(row => (ReservationStatus?)row.Number(0));
        return order.Status == OrderStatus.Confirmed
            ? status == ReservationStatus.Taken
            : status is null or ReservationStatus.Released;
    }

    private static bool IsShown(Connection connection, Order order) =>
        connection.Sql("SELECT version FROM order_views WHERE order_id = ?").Bind(order.OrderId).First(row => row.Number(0))
            == order.Version;

    private static List<(ArchivedEvent Archived, CloudEvent Event)>? EventsOf(Connection connection, SettledState state, string orderId)
    {
        var events = connection
            .Sql("SELECT position, type, subject, event, checksum, sequence FROM events WHERE subject = ? AND sequence IS NOT NULL "
                + "ORDER BY sequence").Bind(orderId)
            .All(row => (Archived: Read(row), EventRows.Read(row).Event));
        return events.TrueForAll(one => one.Event is not DamagedEvent
            && ArchiveLine.CanHold(one.Archived.Json.Span)
            && state.IsDoneWith(one.Archived.Position, one.Event))
                ? events
                : null;
    }

    /// <summary>The event of a row whose last columns are the checksum and the sequence.</summary>
    public static ArchivedEvent Read(Statement row) =>
        new(row.Number(0), row.NullableNumber(5), row.NullableNumber(4), row.Blob(3).ToArray());

    private static bool IsMadeOf(byte[] stored, string orderId, List<(ArchivedEvent Archived, CloudEvent Event)> events)
    {
        try
        {
            return OrderHistory.Fold(orderId, events.Select(one => one.Event)) is { } made
                && made.Version == events.Count
                && stored.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(made, OrderJson.Default.Order));
        }
        catch (Exception error) when (StoredJson.IsUnreadable(error) || error is FailureException)
        {
            return false;
        }
    }
}
