using System.Globalization;
using Pipeline.Embedded;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Demo;

/// <summary>
/// A demo has a folder of its own: its report counts its own orders, its audit those of the folder, and only there are they the same.
/// </summary>
internal static class DemoFolder
{
    private const string Parent = HostSettings.DefaultData + "/demo";

    /// <summary>A folder for a demo that starts now; nothing that exists is deleted.</summary>
    public static string New(DateTimeOffset now) => Path.Combine(Parent, now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture));

    /// <exception cref="UserErrorException">A pipeline has used the folder before.</exception>
    public static void RefuseUsed(string folder)
    {
        if (File.Exists(new DataOptions { Directory = folder }.DatabasePath))
        {
            throw new UserErrorException(
                $"{folder} holds a pipeline's data already, and the demo audits its own orders only. "
                + "Leave --data out, or name a new folder.",
                ExitCodes.Usage);
        }
    }
}
