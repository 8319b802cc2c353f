using Azure.Messaging;
using Pipeline.Embedded.Log;
using Pipeline.Intake;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Orders;

/// <summary>Takes events from outside into the log, once per source and id.</summary>
internal sealed class SqliteIntake(Writer writer, EventLog log, Admission admission, TimeProvider time) : IEventIntake
{
    public Task<bool> AcceptAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        admission.AdmitEvent(cloudEvent.Type);
        var serialized = SerializedEvent.Of(cloudEvent);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.RunAsync(transaction =>
        {
            var isNew = transaction.Sql("INSERT INTO inbox (source, event_id, accepted_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .Bind(cloudEvent.Source).Bind(cloudEvent.Id).Bind(now).Run() == 1;
            if (isNew)
            {
                log.Append(transaction, serialized);
            }

            return isNew;
        });
    }
}
