using Microsoft.Azure.Cosmos;
using Pipeline.DeadLetters;

namespace Pipeline.Azure.DeadLetters;

/// <summary>The queries of the dead-letter store.</summary>
internal static class DeadLetterQueries
{
    // A dead replay counts as open.
    private const string Open = "(c.status = 'open' OR (c.status = 'replaying' AND c.updatedAt <= @dead))";
    private const string Replaying = "(c.status = 'replaying' AND c.updatedAt > @dead)";
    private const string Resolved = "c.status = 'resolved'";

    public static QueryDefinition ById(string deadLetterId) =>
        new QueryDefinition("SELECT * FROM c WHERE c.letterId = @id").WithParameter("@id", deadLetterId);

    /// <summary>Newest first; "~" sorts after every id.</summary>
    public static QueryDefinition Page(DeadLetterStatus? status, string? after, DateTimeOffset now)
    {
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.letterId < @after{And(status)} ORDER BY c.letterId DESC")
            .WithParameter("@after", after ?? "~");
        return status is DeadLetterStatus.Open or DeadLetterStatus.Replaying
            ? query.WithParameter("@dead", DeadLetterDocument.DeadReplays(now))
            : query;
    }

    public static QueryDefinition CountOpen(DateTimeOffset now) =>
        new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE " + Open).WithParameter("@dead", DeadLetterDocument.DeadReplays(now));

    private static string And(DeadLetterStatus? status) => status switch
    {
        null => "",
        DeadLetterStatus.Open => " AND " + Open,
        DeadLetterStatus.Replaying => " AND " + Replaying,
        _ => " AND " + Resolved,
    };
}
