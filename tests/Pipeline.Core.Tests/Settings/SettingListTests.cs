using Microsoft.Extensions.Configuration;
using Pipeline.Settings;

namespace Pipeline.Core.Tests.Settings;

public sealed class SettingListTests
{
    private static readonly SettingList List = new([.. PipelineSettings.All, Setting.Text("Cosmos", "a text")], ["Cosmos:credential"]);

    [Theory]
    [InlineData("Payments:Timout", "There is no setting Payments:Timout. Did you mean Payments:Timeout?")]
    [InlineData("payments:timout", "Did you mean Payments:Timeout?")]
    [InlineData("PAYMENTS:TIMOUT", "Did you mean Payments:Timeout?")]
    [InlineData("Payments:Simulater:Enabled", "Did you mean Payments:Simulator:Enabled?")]
    [InlineData("Payments:Timeout:Seconds", "Did you mean Payments:Timeout?")]
    [InlineData("Payment:Timeout", "Did you mean Payments:Timeout?")]
    [InlineData("Paymnets:Timeout", "Did you mean Payments:Timeout?")]
    [InlineData("Webhook:Stripe:SigningSecrets:0", "Did you mean Webhooks:Stripe:SigningSecrets:0?")]
    [InlineData("Webhooks:Stripe:SigningSecret:1", "Did you mean Webhooks:Stripe:SigningSecrets:1?")]
    [InlineData("Webhooks:Stripe:SigningSecrets:0:Value", "Did you mean Webhooks:Stripe:SigningSecrets:0?")]
    [InlineData("Sensors:Threshold:cpu:load", "Did you mean Sensors:Thresholds:cpu:load?")]
    [InlineData("Sensors:ThresholdList:3:Metrik", "Did you mean Sensors:ThresholdList:3:Metric?")]
    [InlineData("Email:Form", "Did you mean Email:From?")]
    [InlineData("Admin:Keys", "Did you mean Admin:Key?")]
    public void Name_that_does_not_exist_is_refused_with_the_nearest(string name, string message) =>
        Assert.Contains(message, Assert.Single(Check((name, "1"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Payments", "1", "Payments is a section")]
    [InlineData("Payments:Simulator", "true", "Payments:Simulator is a section")]
    [InlineData("Sensors:Thresholds", "80", "Sensors:Thresholds is a section")]
    public void Section_has_no_value(string name, string value, string message) =>
        Assert.Contains(message, Assert.Single(Check((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("PATH", "/bin")]
    [InlineData("EMAIL", "me@example.com")]
    [InlineData("ADMIN", "me")]
    [InlineData("Something:Else", "entirely")]
    [InlineData("Cosmos", "a text")]
    [InlineData("Cosmos:credential", "managedidentity")]
    [InlineData("AzureWebJobsStorage:accountName", "a")]
    [InlineData("AzureWebJobs.ReadUndelivered.Disabled", "true")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "a")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")]
    [InlineData("WEBSITE_HOSTNAME", "a")]
    [InlineData("AzureFunctionsJobHost:extensions:cosmosDB:connectionMode", "Gateway")]
    public void Name_of_others_is_none_of_ours(string name, string value) => Assert.Empty(Check((name, value)));

    [Theory]
    [InlineData("Webhooks:Stripe:SigningSecrets", "whsec_abc", "write Webhooks:Stripe:SigningSecrets:0 for its first entry")]
    [InlineData("Webhooks:Stripe:SigningSecrets:first", "whsec_abc", "write Webhooks:Stripe:SigningSecrets:0 for its first entry")]
    [InlineData("Webhooks:Stripe:SigningSecrets:-1", "whsec_abc", "write Webhooks:Stripe:SigningSecrets:0 for its first entry")]
    [InlineData("Webhooks:Stripe:SigningSecrets:1", "whsec_0123456789abcdef", "Webhooks:Stripe:SigningSecrets:0 is not set")]
    [InlineData("Sensors:ThresholdList", "80", "write Sensors:ThresholdList:0:Metric for its first entry")]
    public void List_is_refused_with_what_to_write(string name, string value, string message)
    {
        var wrong = Assert.Single(Check((name, value)));

        Assert.Contains(message, wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void List_must_have_no_gap() => Assert.StartsWith(
        "Webhooks:Stripe:SigningSecrets:1 is not set",
        Assert.Single(Check(
            ("Webhooks:Stripe:SigningSecrets:0", "whsec_0123456789abcdef"),
            ("Webhooks:Stripe:SigningSecrets:2", "whsec_0123456789abcdee"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Setting_without_a_value_is_refused(string? value) => Assert.Contains(
        "Payments:Timeout is ''; it must be a time", Assert.Single(Check(("Payments:Timeout", value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Payments")]
    [InlineData("Webhooks:Stripe:SigningSecrets")]
    public void Section_or_list_without_entries_is_no_fault(string name) => Assert.Empty(Check((name, null)).Concat(Check((name, ""))));

    [Fact]
    public void Same_name_twice_in_the_environment_is_refused()
    {
        Assert.Equal(
            "PAYMENTS__TIMEOUT and Payments__Timeout are the same setting; remove all but one.",
            Assert.Single(List.Doubles(["Payments__Timeout", "PAYMENTS__TIMEOUT", "http_proxy", "HTTP_PROXY"])));
        Assert.Empty(List.Doubles(["Payments__Timeout"]));
    }

    private static IReadOnlyList<string> Check(params (string Name, string? Value)[] settings) => List.Check(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        .Build()
        .AsEnumerable());
}
