using System.CommandLine;

namespace Pipeline.Standalone.CommandLine;

internal static class DemoCommand
{
    public static Command Create(GlobalOptions options) => new("demo", "x" + options.Data.Name);
}
