using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Tests.Settings;

public sealed class SettingArgumentsTests
{
    [Fact]
    public void Settings_are_separated_from_the_commands()
    {
        var (commands, settings) = SettingArguments.Split(
            ["serve", "--Payments:Timeout=00:01:00", "--urls", "http://127.0.0.1:1", "--Admin:Key=a=b"]);

        Assert.Equal(["serve", "--urls", "http://127.0.0.1:1"], commands);
        Assert.Equal("00:01:00", settings["Payments:Timeout"]);
        Assert.Equal("a=b", settings["Admin:Key"]);
    }

    [Fact]
    public void Setting_without_a_section_is_one_too()
    {
        var (commands, settings) = SettingArguments.Split(["--json", "--allowedhosts=a;b"]);

        Assert.Equal(["--json"], commands);
        Assert.Equal("a;b", settings["AllowedHosts"]);
    }

    [Fact]
    public void Url_is_not_a_setting() => Assert.Equal(["--urls=http://a:1"], SettingArguments.Split(["--urls=http://a:1"]).Commands);

    [Fact]
    public void Unknown_setting_is_refused_with_the_closest_name()
    {
        var error = Assert.Throws<UserErrorException>(() => SettingArguments.Split(["--Payment:Timeout=1"]));

        Assert.Equal(2, error.ExitCode);
        Assert.Contains("Payments:Timeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_without_a_value_is_refused()
    {
        var error = Assert.Throws<UserErrorException>(() => SettingArguments.Split(["--Payments:Timeout"]));

        Assert.Contains("--Payments:Timeout=value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_given_twice_is_refused()
    {
        var error = Assert.Throws<UserErrorException>(
            () => SettingArguments.Split(["--Payments:Timeout=00:01:00", "--payments:timeout=00:02:00"]));

        Assert.Contains("payments:timeout is given twice", error.Message, StringComparison.Ordinal);
    }
}
