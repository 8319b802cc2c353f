using System.Xml.Linq;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Hosting;

public sealed class PackageVersionsTests
{
    // Pins hold for what packages ask for, too; one below that fails the restore, and only on a feed that has those packages.
    [Fact]
    public void The_app_takes_the_event_grid_client_that_its_trigger_asks_for()
    {
        var pins = XDocument.Parse(RepositoryFiles.Read("Directory.Packages.props")).Descendants("PackageVersion");

        var ours = pins.Last(pin => (string?)pin.Attribute("Update") == "Azure.Messaging.EventGrid");

        Assert.True(Version.Parse((string)ours.Attribute("Version")!) >= new Version(4, 29, 0));
        Assert.Contains("'$(MSBuildProjectName)' == 'Pipeline.Functions'", (string?)ours.Attribute("Condition"), StringComparison.Ordinal);
        Assert.Contains("'$(RealFunctionsPackages)' == 'true'", (string?)ours.Attribute("Condition"), StringComparison.Ordinal);
    }
}
