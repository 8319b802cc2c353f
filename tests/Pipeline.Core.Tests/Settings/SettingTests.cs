using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Payments;
using Pipeline.Settings;

namespace Pipeline.Core.Tests.Settings;

public sealed class SettingTests
{
    private static readonly Setting Time = Setting.Duration("Payments:Timeout", TimeSpan.Zero, TimeSpan.MaxValue);
    private static readonly Setting Secret = Setting.SecretInList("Keys:#", "a secret");

    [Theory]
    [InlineData("00:15:00")]
    [InlineData("23:59:59")]
    [InlineData("1.00:00:00")]
    [InlineData("365.23:59:59")]
    [InlineData("00:00:00.05")]
    [InlineData("00:00:00.0000001")]
    public void Time_is_bound_as_it_was_checked(string text)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Payments:Timeout"] = text })
            .Build();
        using var services = new ServiceCollection().AddOptions().BindPipelineOptions(configuration).BuildServiceProvider();

        var bound = services.GetRequiredService<IOptions<PaymentOptions>>().Value.Timeout;

        Assert.Null(Time.WhyNot("Payments:Timeout", text));
        Assert.Null(Setting.Duration("Payments:Timeout", bound, bound).WhyNot("Payments:Timeout", text));
    }

    [Theory]
    [InlineData("24:00:00", "1.00:00:00")]
    [InlineData("36:00:00", "1.12:00:00")]
    [InlineData("1.24:00:00", "2.00:00:00")]
    [InlineData("15:00", "00:15:00")]
    [InlineData("90:00", "01:30:00")]
    [InlineData("0:30", "00:00:30")]
    [InlineData("1:2:3", "01:02:03")]
    [InlineData("00:90:00", "01:30:00")]
    [InlineData("00:00:60", "00:01:00")]
    [InlineData("PT15M", "00:15:00")]
    [InlineData("p1dt2h", "1.02:00:00")]
    public void Time_written_otherwise_is_refused_with_what_was_probably_meant(string text, string meant) =>
        Assert.EndsWith($"Did you mean {meant}?", Time.WhyNot("Payments:Timeout", text), StringComparison.Ordinal);

    [Theory]
    [InlineData("15")]
    [InlineData("15m")]
    [InlineData("soon")]
    [InlineData("00:15:00:00")]
    [InlineData("-00:15:00")]
    [InlineData("00:15:00.")]
    [InlineData("1,00:00:00")]
    [InlineData("\u0661\u0662:00:00")]
    [InlineData("99999999:00:00")]
    [InlineData("P1Y999999999999M")]
    public void Time_that_nobody_understands_is_refused(string text) => Assert.Contains(
        "written as [days.]hours:minutes:seconds", Time.WhyNot("Payments:Timeout", text), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"whsec_abc\"", "quotation mark")]
    [InlineData("'whsec_abc'", "quotation mark")]
    [InlineData("whsec_abc\"", "quotation mark")]
    [InlineData("\u201Cwhsec_abc\u201D", "quotation mark")]
    [InlineData(" whsec_abc", "white space")]
    [InlineData("whsec_abc\t", "white space")]
    [InlineData("whsec_abc\n", "line end")]
    [InlineData("whsec_abc\r\n", "line end")]
    [InlineData("\uFEFFwhsec_abc", "white space")]
    [InlineData("whsec_abc\u200B", "white space")]
    [InlineData("whsec_abc\u00A0", "white space")]
    [InlineData("whsec_\0abc", "control character")]
    [InlineData("whsec_\nabc", "control character")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://whsec_abc)", "has not resolved")]
    [InlineData("@microsoft.keyvault(VaultName=whsec_abc)", "has not resolved")]
    [InlineData("whsec_abc,whsec_def", "one secret for each index")]
    [InlineData("whsec_abc; whsec_def", "one secret for each index")]
    [InlineData("   ", "must be a secret")]
    public void Secret_that_something_clings_to_is_refused_and_not_shown(string value, string why)
    {
        var message = Secret.WhyNot("Keys:0", value);

        Assert.StartsWith("Keys:0 ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" 00:15:00")]
    [InlineData("\"00:15:00\"")]
    [InlineData("00:15:00\n")]
    public void What_clings_to_any_value_is_refused(string value) =>
        Assert.Contains("begins or ends with", Time.WhyNot("Payments:Timeout", value), StringComparison.Ordinal);

    [Fact]
    public void Value_with_white_space_inside_is_accepted() => Assert.Null(Secret.WhyNot("Keys:0", "a secret of three words"));

    [Theory]
    [InlineData("Keys:0", true)]
    [InlineData("keys:12", true)]
    [InlineData("Keys:01", false)]
    [InlineData("Keys:-1", false)]
    [InlineData("Keys:first", false)]
    [InlineData("Keys", false)]
    [InlineData("Keys:0:1", false)]
    public void Entry_of_a_list_has_an_index(string key, bool isEntry) => Assert.Equal(isEntry, Secret.Covers(key));

    [Theory]
    [InlineData("Email:From", "Shop <a@example.com>")]
    [InlineData("Email:Operations", "a@b@c")]
    [InlineData("Email:Operations", "a@example.com, b@example.com")]
    public void Address_is_judged_as_those_of_the_intake(string name, string value) =>
        Assert.NotNull(PipelineSettings.All.Single(setting => setting.Name == name).WhyNot(name, value));
}
