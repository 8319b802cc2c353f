using Pipeline.SimulatedDays.Days;
using Pipeline.Testing;

namespace Pipeline.SimulatedDays.Tests;

/// <summary>
/// Days that were bad once, in Kept, as small as they became. Those of money wait for the rules that put them right: they are skipped with
/// what is missing.
/// </summary>
public sealed class KeptDaysTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Skip = "Money, issue 13: a capture whose report is lost is known to the provider alone, and nobody asks it.")]
    public Task Capture_whose_report_is_lost_is_found() => GoodAsync("report-of-a-capture-is-lost");

    [Fact]
    public Task Capture_in_parts_is_counted_whole() => GoodAsync("captured-in-parts");

    [Fact]
    public Task Refund_by_hand_is_part_of_the_balance() => GoodAsync("refunded-by-hand");

    [Fact(Skip = "Money, issue 13: a refund that fails after it was accepted is not read, so that the customer's money is kept unseen.")]
    public Task Refund_that_fails_later_is_made_good() => GoodAsync("refund-fails");

    [Fact(Skip = "Money, issue 13: what a bank takes back in a dispute is not read.")]
    public Task Disputed_payment_is_part_of_the_balance() => GoodAsync("disputed");

    [Fact]
    public void Every_kept_day_can_be_read_and_has_a_test()
    {
        var files = Directory.GetFiles(Folder, "*.json");

        Assert.All(files, file => Assert.NotEmpty(Day.Read(file).Entries));
        var source = RepositoryFiles.Read("tests/Pipeline.SimulatedDays.Tests/KeptDaysTests.cs");
        Assert.All(files, file => Assert.Contains(
            $"GoodAsync(\"{Path.GetFileNameWithoutExtension(file)}\")", source, StringComparison.Ordinal));
    }

    private static string Folder => RepositoryFiles.PathOf("tests/Pipeline.SimulatedDays.Tests/Kept");

    // On both engines.
    private async Task GoodAsync(string name)
    {
        var day = Day.Read(Path.Combine(Folder, name + ".json"));
        foreach (var engine in Enum.GetValues<Engine>())
        {
            (day with { Engine = engine }).Write(_folder.File("day.json"));

            var (exitCode, output) = await SimulateCommand.RunAsync("--replay", _folder.File("day.json"));

            Assert.True(exitCode == 0, output);
        }
    }
}
