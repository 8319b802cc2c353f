using Microsoft.Extensions.Configuration;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Tests.Settings;

public sealed class KnownSettingsTests
{
    [Theory]
    [InlineData("Payments:Timeout", "soon", "hours:minutes:seconds")]
    [InlineData("Payments:Timeout", "15", "hours:minutes:seconds")]
    [InlineData("Payments:Timeout", "00:00:00", "00:00:01")]
    [InlineData("Payments:Simulator:Enabled", "maybe", "true or false")]
    [InlineData("Payments:Simulator:DeclineRate", "1.5", "from 0 to 1")]
    [InlineData("Payments:Simulator:Seed", "one", "whole number")]
    [InlineData("Inventory:InitialStock", "-1", "from 0 to")]
    [InlineData("Sensors:Thresholds:temperature", "hot", "number")]
    [InlineData("Sensors:Thresholds:temperature", "NaN", "number")]
    [InlineData("Email:From", "nobody", "e-mail address")]
    [InlineData("AllowedHosts", "", "host names")]
    [InlineData("AllowedHosts", "shop.example.com:80", "host names")]
    [InlineData("AllowedHosts", "https://shop.example.com", "host names")]
    [InlineData("AllowedHosts", "shop.example.com, other.example.com", "separated by ;")]
    [InlineData("Data:Directory", "", "folder")]
    public void Wrong_value_is_named_with_what_is_allowed(string name, string value, string mayBe)
    {
        var message = Assert.Single(Check((name, value)));

        Assert.StartsWith($"{name} is '{value}'; it must be ", message, StringComparison.Ordinal);
        Assert.Contains(mayBe, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Admin:Key", "")]
    [InlineData("Admin:Key", "x")]
    [InlineData("Admin:Key", "fifteen letters")]
    [InlineData("Admin:Key", "                    ")]
    [InlineData("Admin:Key", "aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Admin:Key", "abababababababababababab")]
    [InlineData("Clients:Keys:0", "x")]
    [InlineData("Clients:Keys:0", "0000000000000000")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "whsec_")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "whsec_fifteen_letters")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "whsec_xxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void Weak_secret_is_named_with_what_it_must_be_and_not_shown(string name, string value)
    {
        var message = Assert.Single(Check((name, value)));

        Assert.StartsWith($"{name} is not good enough; it must be a s", message, StringComparison.Ordinal);
        Assert.Contains("at least 16 characters", message, StringComparison.Ordinal);
        Assert.True(value.Length == 0 || !message.Contains(value, StringComparison.Ordinal) || value is "x" or "whsec_");
    }

    [Theory]
    [InlineData("Admin:Key", "sixteen letters.")]
    [InlineData("Clients:Keys:0", "0123456789abcdef")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "whsec_0123456789abcdef")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "0123456789abcdef")]
    [InlineData("AllowedHosts", "*")]
    [InlineData("AllowedHosts", "shop.example.com;*.example.org; [::1];10.0.0.1")]
    [InlineData("Payments:Timeout", "00:15:00")]
    [InlineData("payments:timeout", "1.00:00:00")]
    [InlineData("Payments:Simulator:Enabled", "False")]
    [InlineData("Payments:Simulator:DuplicateRate", "0.05")]
    [InlineData("Sensors:Thresholds:temperature", "-36.6")]
    [InlineData("Something:Else", "entirely")]
    public void Right_value_is_accepted(string name, string value) => Assert.Empty(Check((name, value)));

    [Theory]
    [InlineData("Admin:Key", " ")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "")]
    public void Secret_is_named_with_what_it_must_be_and_not_shown(string name, string value) => Assert.StartsWith(
        $"{name} is not good enough; it must be a s", Assert.Single(Check((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Payments:Timout", "Did you mean Payments:Timeout?")]
    [InlineData("Logging", null)]
    [InlineData("Logging:LogLevel:Default", null)]
    [InlineData("Kestrel:Endpoints:Http:Url", null)]
    [InlineData("urls", null)]
    [InlineData("$schema", null)]
    [InlineData("AllowedHosts", "host names")]
    [InlineData("Loging:LogLevel:Default", "There is no setting Loging:LogLevel:Default")]
    [InlineData("ConnectionStrings:Main", "There is no setting ConnectionStrings:Main")]
    [InlineData("Timeout", "Did you mean Payments:Timeout?")]
    public void File_of_settings_holds_nothing_else(string name, string? message)
    {
        var value = KeyValuePair.Create(name, (string?)"http://127.0.0.1:1");
        var file = new ConfigurationBuilder().AddInMemoryCollection([value]).Build();

        var wrong = KnownSettings.UnknownIn(file).Concat(KnownSettings.Check(file)).ToList();

        Assert.Equal(message is null ? 0 : 1, wrong.Count);
        Assert.All(wrong, one => Assert.Contains(message!, one, StringComparison.Ordinal));
    }

    [Fact]
    public void Rates_that_exclude_each_other_must_not_exceed_one()
    {
        var message = Assert.Single(Check(("Payments:Simulator:DeclineRate", "0.7"), ("Payments:Simulator:HeldRate", "0.4")));

        Assert.Contains("DeclineRate, HeldRate, LateRate", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_value_is_reported_at_once() => Assert.Equal(2, Check(("Payments:Timeout", "x"), ("Email:From", "x")).Count);

    private static IReadOnlyList<string> Check(params (string Name, string Value)[] settings) => KnownSettings.Check(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value)).Build());
}
