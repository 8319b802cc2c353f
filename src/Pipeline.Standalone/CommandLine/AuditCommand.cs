using System.CommandLine;

namespace Pipeline.Standalone.CommandLine;

internal static class AuditCommand
{
    public static Command Create(GlobalOptions options) => new("audit", "x" + options.Data.Name);
}
