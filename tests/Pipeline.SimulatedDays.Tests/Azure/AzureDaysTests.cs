using Pipeline.SimulatedDays.Days;
using Pipeline.Testing;

namespace Pipeline.SimulatedDays.Tests.Azure;

/// <summary>Small days of the Azure engine, written by hand.</summary>
public sealed class AzureDaysTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Day_without_faults_and_deaths_is_good()
    {
        var (exitCode, output) = await RunAsync(
            new PlacedOrder(TimeSpan.Zero, 1, 1, "SKU-1", 2, PaymentStory.Captured),
            new PlacedOrder(TimeSpan.FromSeconds(1), 2, 2, "SKU-2", 1, PaymentStory.Declined),
            new PlacedOrder(TimeSpan.FromSeconds(2), 3, 3, "SKU-1", 3, PaymentStory.Never),
            new OutsideEvent(TimeSpan.FromSeconds(3), 4, "log.line", "line-1", "shop", """{"level":"info","message":"a line"}""", 2));

        Assert.True(exitCode == 0, output);
        Assert.EndsWith(" 3 orders", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Day_on_which_every_service_fails_and_instances_die_is_good_all_the_same()
    {
        Fault[] faults =
        [
            .. Enum.GetValues<FaultyPart>().Select((part, i) =>
                new Fault(TimeSpan.FromSeconds(i), i, part, FaultKind.AnswerLost, TimeSpan.FromMinutes(1), 40)),
        ];

        var (exitCode, output) = await RunAsync(
        [
            .. Enumerable.Range(1, 10).Select(number => new PlacedOrder(
                TimeSpan.FromSeconds(number), number, number, "SKU-1", 1, PaymentStory.Captured)),
            .. faults,
            new Death(TimeSpan.FromSeconds(4), 5, DeathKind.Kill, DeathAim.Flush, 3, TimeSpan.FromSeconds(5)),
            new Death(TimeSpan.FromSeconds(20), 6, DeathKind.Restart, DeathAim.Anywhere, 30, TimeSpan.FromSeconds(1)),
        ]);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Kill ends instance", output, StringComparison.Ordinal);
        Assert.Contains("was not settled in delivery 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Day_on_which_instances_die_as_dead_letters_are_settled_is_good_all_the_same()
    {
        var (exitCode, output) = await RunAsync(
            new Death(TimeSpan.Zero, 1, DeathKind.PowerLoss, DeathAim.DeadLetter, 1, TimeSpan.FromSeconds(5)),
            new Fault(TimeSpan.Zero, 2, FaultyPart.Mail, FaultKind.Wrong, TimeSpan.FromMinutes(1), 100),
            new PlacedOrder(TimeSpan.FromSeconds(1), 3, 1, "SKU-1", 1, PaymentStory.Captured));

        Assert.True(exitCode == 0, output);
        Assert.Contains("PowerLoss ends instance 1", output, StringComparison.Ordinal);
        Assert.Contains("operator  replays", output, StringComparison.Ordinal);
    }

    // Money is known not to come right on this way yet.
    [Fact]
    public async Task Capture_that_only_the_provider_knows_is_noticed()
    {
        var (exitCode, output) = await RunAsync(new PlacedOrder(TimeSpan.Zero, 1, 1, "SKU-1", 2, PaymentStory.ReportLost));

        Assert.Equal(1, exitCode);
        Assert.Contains("provider-agrees", output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params DayEntry[] entries)
    {
        var file = _folder.File("day.json");
        new Day(Engine.Azure, 7, null, [.. entries.OrderBy(entry => entry.At)]).Write(file);
        return SimulateCommand.RunAsync("--replay", file);
    }
}
