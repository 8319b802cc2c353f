using Pipeline.Audit;
using Pipeline.Embedded;
using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Standalone.CommandLine;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.World;

namespace Pipeline.Standalone.Audit;

/// <summary>Audits a data folder, which it only reads: a running pipeline is not disturbed.</summary>
internal static class Auditor
{
    /// <exception cref="UserErrorException">There is nothing to audit, or it cannot be read.</exception>
    public static AuditReport Run(string dataFolder, string mailFolder)
    {
        var path = new DataOptions { Directory = dataFolder }.DatabasePath;
        if (!File.Exists(path))
        {
            throw new UserErrorException($"There is no pipeline data in {dataFolder}. Name the folder with --data.", ExitCodes.Failure);
        }

        try
        {
            using var pipeline = Database.OpenForReading(path);
            using var world = OpenWorld(dataFolder);
            return pipeline.Read(own => world is null ? Run(own, null, mailFolder) : world.Read(other => Run(own, other, mailFolder)));
        }
        catch (FailureException error)
        {
            throw new UserErrorException(error.Failure.Detail, ExitCodes.Failure);
        }
    }

    private static Database? OpenWorld(string dataFolder)
    {
        var path = Path.Combine(dataFolder, WorldDatabase.FileName);
        return File.Exists(path) ? Database.OpenForReading(path) : null;
    }

    // One transaction, so that every check sees the same moment.
    private static AuditReport Run(Connection pipeline, Connection? world, string mailFolder)
    {
        pipeline.Execute("BEGIN");
        try
        {
            return AuditRules.Run(SqliteBooks.Read(pipeline, world, mailFolder));
        }
        finally
        {
            pipeline.Execute("COMMIT");
        }
    }
}
