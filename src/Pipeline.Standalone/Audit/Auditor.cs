using Pipeline.Audit;
using Pipeline.Embedded;
using Pipeline.Embedded.Audit;
using Pipeline.Failures;
using Pipeline.Simulation;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Audit;

/// <summary>Audits a data folder. It only reads, so a running pipeline is not disturbed.</summary>
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
            return AuditRules.Run(WorldSnapshot.AddTo(SqliteSnapshot.Read(path, mailFolder), dataFolder));
        }
        catch (FailureException error) when (error.Failure.Code is not ("data-locked" or "data-not-writable"))
        {
            return AuditRules.Unreadable(error.Failure.Detail);
        }
        catch (FailureException error)
        {
            throw new UserErrorException(error.Failure.Detail, ExitCodes.Failure);
        }
    }
}
