using Azure.Messaging;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Sagas;
using Pipeline.Sqlite;
using Pipeline.Welcome;

namespace Pipeline.Embedded.Archive;

/// <summary>What goes with one commit.</summary>
/// <param name="Events">Every event, the orders' included.</param>
/// <param name="Orders">The orders that go.</param>
/// <param name="Sagas">The sagas that go, other than the orders'.</param>
internal sealed record SettledBatch(
    IReadOnlyList<ArchivedEvent> Events, IReadOnlyList<SettledOrder> Orders, IReadOnlyCollection<string> Sagas);

/// <summary>
/// Walks through the log from its front and gathers what may go. An order is looked at where it was placed. Positions follow time, but for
/// what senders say of their events and clocks that were set: where a thousand in a row are young, the rest is.
/// </summary>
internal sealed class SettledWalk(SettledState state, DateTimeOffset before, DateTimeOffset now)
{
    /// <summary>So many young ones in a row, and the walk ends.</summary>
    public const int MostYoung = 1_000;

    private const int RowsAtOnce = 500;

    private long _position;
    private int _young;

    /// <summary>Whether nothing further on may go.</summary>
    public bool IsAtEnd => _position >= state.Head || _young >= MostYoung;

    /// <summary>What may go of the next few hundred rows of the log.</summary>
    public SettledBatch Next(Connection connection)
    {
        var rows = connection
            .Sql("SELECT position, type, subject, event, checksum, sequence FROM events WHERE position > ? AND position < ? "
                + "ORDER BY position LIMIT ?").Bind(_position).Bind(state.Head).Bind(RowsAtOnce)
            .All(row => row.NullableNumber(5) is null or 1
                ? new Row(row.Number(0), EventRows.Read(row).Event, SettledOrders.Read(row))
                : new Row(row.Number(0), null, null));
        _position = rows.Count > 0 ? rows[^1].Position : state.Head;
        var (events, orders, sagas) = (new List<ArchivedEvent>(), new List<SettledOrder>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            if (row is not { Event: { } cloudEvent, Archived: { } archived }
                || cloudEvent is DamagedEvent
                || IsYoung(connection, cloudEvent))
            {
                continue;
            }

            if (archived.Sequence is not null)
            {
                if (SettledOrders.Find(connection, state, before, cloudEvent.Subject!) is { } order)
                {
                    orders.Add(order);
                    events.AddRange(order.Events);
                }
            }
            else if (MayGo(connection, archived, cloudEvent, out var saga))
            {
                events.Add(archived);
                sagas.UnionWith(saga is null ? [] : [saga]);
            }
        }

        return new SettledBatch([.. events.OrderBy(archived => archived.Position)], orders, sagas);
    }

    // What lies in the future is no sign that its neighbours are young: a clock was wrong.
    private bool IsYoung(Connection connection, CloudEvent cloudEvent)
    {
        var time = Latest(cloudEvent.Time, AcceptedAt(connection, cloudEvent));
        if (time <= before)
        {
            _young = 0;
            return false;
        }

        _young += time <= now ? 1 : 0;
        return true;
    }

    // A sender may say of an event that it is old; the inbox, for thirty days, knows when it came.
    private static DateTimeOffset? AcceptedAt(Connection connection, CloudEvent cloudEvent) => connection
        .Sql("SELECT accepted_at FROM inbox WHERE source = ? AND event_id = ?").Bind(cloudEvent.Source).Bind(cloudEvent.Id)
        .First(row => row.NullableNumber(0)) is { } accepted ? StoredTime.Read(accepted) : null;

    private static DateTimeOffset Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other ?? DateTimeOffset.MaxValue : one.Value;

    private bool MayGo(Connection connection, ArchivedEvent archived, CloudEvent cloudEvent, out string? saga)
    {
        saga = null;
        if (EventCatalog.Find(cloudEvent.Type) is not { IsOfOrder: false } entry
            || !ArchiveLine.CanHold(archived.Json.Span)
            || !state.IsDoneWith(archived.Position, cloudEvent))
        {
            return false;
        }

        if (entry.Name != EventTypes.UserSignedUp)
        {
            return true;
        }

        saga = WelcomeWorkflow.InstanceId(CloudEvents.Read<UserSignedUp>(cloudEvent).UserId);
        var phase = connection.Sql("SELECT phase FROM sagas WHERE saga_id = ?").Bind(saga).First(row => row.Text(0));
        // None: it has gone with an earlier sign-up of the same user.
        return phase is null || (phase == SagaPhase.Completed.Name() && SettledOrders.HasEnded(connection, saga, before));
    }

    private sealed record Row(long Position, CloudEvent? Event, ArchivedEvent? Archived);
}
