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
    [InlineData("AllowedHosts", "::1", "as browsers write them")]
    [InlineData("AllowedHosts", "[FE80::1]", "as browsers write them")]
    [InlineData("AllowedHosts", "[fe80::1%eth0]", "as browsers write them")]
    [InlineData("AllowedHosts", "münchen.example", "in ASCII")]
    [InlineData("AllowedHosts", "shop.example.com.", "host names")]
    [InlineData("AllowedHosts", "127.1", "host names")]
    [InlineData("AllowedHosts", "*.10.0.0.1", "host names")]
    [InlineData("AllowedHosts", "*.*.example.com", "host names")]
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
    [InlineData("AllowedHosts", "xn--mnchen-3ya.example;my_host;*.local")]
    [InlineData("Admin:Key", "odd, = ; $ { } \" 'key")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0", "whsec_0123456789abäöüß")]
    [InlineData("Data:Directory", "/data/${literally}")]
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
    [InlineData("Logging", "There is no setting Logging: in Logging there are LogLevel:<category>")]
    [InlineData("Kestrel:Endpoint:Http:Url", "in Kestrel there is Endpoints:<name>:Url")]
    [InlineData("environment", "There is no setting environment")]
    [InlineData("shutdownTimeoutSeconds", "There is no setting shutdownTimeoutSeconds")]
    [InlineData("urls:0", "urls is one value, in which semicolons separate several")]
    [InlineData("AllowedHosts:0", "Did you mean AllowedHosts?")]
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

        var wrong = KnownSettings.UnknownIn(file).Concat(KnownSettings.Check(file)).Distinct().ToList();

        Assert.Equal(message is null ? 0 : 1, wrong.Count);
        Assert.All(wrong, one => Assert.Contains(message!, one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Debug")]
    [InlineData("logging:loglevel:Microsoft.AspNetCore", "none")]
    [InlineData("Logging:Console:LogLevel:Default", "Warning")]
    [InlineData("Logging:Console:FormatterName", "json")]
    [InlineData("Logging:Console:FormatterOptions:SingleLine", "false")]
    [InlineData("Logging:Console:FormatterOptions:TimestampFormat", "HH:mm:ss ")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:1")]
    public void Setting_of_the_framework_that_has_an_effect_is_accepted(string name, string value) => Assert.Empty(Check((name, value)));

    // The framework throws at some of them and passes over the others.
    [Theory]
    [InlineData("Logging:LogLevel:Default", "Loud", "one of Trace, Debug")]
    [InlineData("Logging:LogLevel:Default", "9", "one of Trace, Debug")]
    [InlineData("Logging:Console:LogLevel:Default", "x", "one of Trace, Debug")]
    [InlineData("Logging:LogLevel", "Debug", "LogLevel:<category>")]
    [InlineData("Logging:Loglevels:Default", "Debug", "LogLevel:<category>")]
    [InlineData("Logging:Console:FormatterName", "xml", "one of simple, json, systemd")]
    [InlineData("Logging:Console:FormatterOptions:SingleLine", "perhaps", "one of true, false")]
    [InlineData("Logging:Console:FormatterOptions:TimestampFormat", "%", "a format such as")]
    [InlineData("Logging:Console:LogToStandardErrorThreshold", "Error", "There is no setting")]
    [InlineData("Kestrel:Endpoints:Http:Urls", "http://127.0.0.1:1", "Endpoints:<name>:Url")]
    [InlineData("Kestrel:Endpoints:Http", "http://127.0.0.1:1", "Endpoints:<name>:Url")]
    [InlineData("Kestrel:Endpoints:Http:Protocols", "Http2", "Endpoints:<name>:Url")]
    [InlineData("Kestrel:EndpointDefaults:Protocols", "Http2", "Endpoints:<name>:Url")]
    [InlineData("Kestrel:Limits:MaxRequestBodySize", "1", "limits are not set here")]
    [InlineData("Kestrel:Certificates:Default:Path", "a.pfx", "TLS")]
    [InlineData("HTTP_PORTS:0", "8080", "HTTP_PORTS is one value")]
    public void Setting_of_the_framework_without_effect_is_named(string name, string value, string message) =>
        Assert.Contains(message, Assert.Single(Check((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Payments_Timeout", "Did you mean Payments:Timeout (in the environment Payments__Timeout)?")]
    [InlineData("Admin_Key", "Did you mean Admin:Key (in the environment Admin__Key)?")]
    [InlineData("Payments.Simulator.Enabled", "Payments__Simulator__Enabled")]
    [InlineData("Clients_Keys_0", "Clients__Keys__0")]
    [InlineData("email-From", "email__From")]
    [InlineData("AllowedHosts:0", "Did you mean AllowedHosts?")]
    public void Right_name_with_wrong_separators_is_named(string name, string message) =>
        Assert.Contains(message, Assert.Single(Check((name, "0123456789abcdef"))), StringComparison.Ordinal);

    // So shells and other programs name their own.
    [Theory]
    [InlineData("EMAIL_FROM")]
    [InlineData("DATA_DIRECTORY")]
    [InlineData("Some_Payments_Timeout")]
    public void Name_that_may_be_another_programs_is_left_alone(string name) => Assert.Empty(Check((name, "x")));

    [Theory]
    [InlineData("${ADMIN_KEY_FROM_THE_VAULT}")]
    [InlineData("$(ADMIN_KEY_FROM_THE_VAULT)")]
    [InlineData("$ADMIN_KEY_FROM_THE_VAULT")]
    [InlineData("%ADMIN_KEY_FROM_THE_VAULT%")]
    [InlineData("{{ admin.key.from.the.vault }}")]
    [InlineData("#{AdminKeyFromTheVault}#")]
    [InlineData("<your-admin-key-goes-here>")]
    public void Placeholder_that_nothing_has_replaced_is_named_and_not_shown(string value) => Assert.All(
        new[] { "Admin:Key", "Clients:Keys:0", "Webhooks:Stripe:SigningSecrets:0", "Data:Directory", "Email:Directory" },
        name =>
        {
            var message = Assert.Single(Check((name, value)));
            Assert.Equal($"{name} is a placeholder that nothing has replaced; write the value itself.", message);
        });

    [Theory]
    [InlineData("Admin:Key")]
    [InlineData("Clients:Keys:0")]
    public void Key_that_a_header_cannot_hold_everywhere_is_named(string name) => Assert.Contains(
        "all of them ASCII", Assert.Single(Check((name, "schlüssel-0123456789"))), StringComparison.Ordinal);

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
