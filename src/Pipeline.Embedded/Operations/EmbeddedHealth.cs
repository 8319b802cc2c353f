using Pipeline.Embedded.Log;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Operations;

/// <summary>Ready means that a commit succeeds and new orders are admitted.</summary>
internal sealed class EmbeddedHealth(Writer writer, Admission admission, TimeProvider time) : IHealth
{
    public async ValueTask<Failure?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            admission.AdmitOrder();
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await writer.RunAsync(transaction => transaction
                .Sql("INSERT INTO readiness (id, checked_at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET checked_at = excluded.checked_at")
                .Bind(now).Run()).WaitAsync(cancellation);
            return null;
        }
        catch (FailureException error)
        {
            return error.Failure;
        }
    }
}
