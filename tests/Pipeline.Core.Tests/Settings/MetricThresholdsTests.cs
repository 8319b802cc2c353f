using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Intake;
using Pipeline.Reactions;
using Pipeline.Settings;

namespace Pipeline.Core.Tests.Settings;

public sealed class MetricThresholdsTests
{
    private static readonly SettingList List = new(PipelineSettings.All);

    public static TheoryData<string> Metrics =>
    [
        "cpu", "cpu:load", "a:b:c:d", "0", "0:Metric", "a.b", "a_b", "a__b", "a-b", "a@b", "a|b", "a::b", ":a", "a:", ":", "CPU", "...",
    ];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Every_metric_of_the_intake_can_have_a_threshold(string metric)
    {
        Assert.True(Identifier.IsValid(metric));

        Assert.Equal(80, Read(($"Sensors:Thresholds:{metric}", "80"))[metric]);
        Assert.Equal(80, Read(("Sensors:ThresholdList:0:Metric", metric), ("Sensors:ThresholdList:0:Above", "80"))[metric]);
    }

    [Fact]
    public void Metric_and_one_that_goes_on_after_it_have_thresholds_of_their_own()
    {
        var thresholds = Read(
            ("Sensors:Thresholds:cpu", "1"), ("Sensors:Thresholds:cpu:load", "2"), ("Sensors:Thresholds:cpu:load:a", "3"));

        Assert.Equal((1, 2, 3), (thresholds["cpu"], thresholds["cpu:load"], thresholds["cpu:load:a"]));
    }

    [Fact]
    public void Case_does_not_count() => Assert.Equal(80, Read(("SENSORS:THRESHOLDS:CPU:LOAD", "80"))["cpu:load"]);

    [Theory]
    [InlineData("Sensors:Thresholds:cpu load", "80", null, null, "a metric must be")]
    [InlineData("Sensors:Thresholds:cpu", "80", "Sensors:ThresholdList:0:Metric", "CPU", "Sensors:ThresholdList:0 needs both")]
    [InlineData("Sensors:ThresholdList:0:Above", "80", null, null, "Sensors:ThresholdList:0 needs both")]
    public void What_could_never_fire_is_refused(string name, string value, string? other, string? otherValue, string message)
    {
        var configuration = Configuration(other is null ? [(name, value)] : [(name, value), (other, otherValue!)]);

        Assert.Contains(MetricThresholds.Check(configuration), wrong => wrong.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Metric_has_one_threshold() => Assert.Contains("2 thresholds", Assert.Single(MetricThresholds.Check(Configuration(
        ("Sensors:Thresholds:cpu", "80"), ("Sensors:ThresholdList:0:Metric", "CPU"), ("Sensors:ThresholdList:0:Above", "90")))),
        StringComparison.Ordinal);

    private static Dictionary<string, double> Read(params (string Name, string Value)[] settings)
    {
        var configuration = Configuration(settings);
        Assert.Empty(List.Check(configuration.AsEnumerable()));
        Assert.Empty(MetricThresholds.Check(configuration));
        using var services = new ServiceCollection().AddOptions().BindPipelineOptions(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<SensorOptions>>().Value.Thresholds;
    }

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build();
}
