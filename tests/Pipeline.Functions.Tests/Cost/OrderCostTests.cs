using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.AzurePath;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Cost;

/// <summary>Holds what an order costs to the budget of docs/cost.md: whoever adds a call per order sees it here first.</summary>
public sealed partial class OrderCostTests
{
    [Fact]
    public async Task Order_costs_what_its_budget_says()
    {
        await using var bench = await AzureBench.StartAsync();
        // The first order of a SKU makes the SKU's stock too; the one that is measured is an ordinary one.
        await ConfirmAsync(bench);
        var before = OrderCost.Of(bench);
        await ConfirmAsync(bench);
        var cost = OrderCost.Of(bench).Select(count => (count.Key, Each: count.Value - before.GetValueOrDefault(count.Key)));

        var counted = string.Join('\n', cost.Select(count => string.Create(CultureInfo.InvariantCulture,
                    $"{count.Key}: {count.Each}")).Order(StringComparer.Ordinal));
        Assert.True(string.Join('\n', Budget().Order(StringComparer.Ordinal)) == counted,
            $"docs/cost.md has another budget. An order costs\n{counted}");
    }

    [Fact]
    public void Formulas_multiply_what_the_table_says()
    {
        var budget = Budget().Select(row => row.Split(": ")).ToDictionary(row => row[0], row => row[1]);
        var factors = Formula().Matches(RepositoryFiles.Read("docs/cost.md"))
            .ToDictionary(match => match.Groups["cost"].Value, match => match.Groups["factor"].Value);

        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["blobs"] = budget["Blob writes"],
                ["cosmos"] = budget["Cosmos request units"],
                ["durable"] = budget["Durable storage transactions"],
                ["event_grid"] = budget["Event Grid operations"],
                ["service_bus"] = budget["Service Bus operations"],
            },
            new SortedDictionary<string, string>(factors, StringComparer.Ordinal));
    }

    private static async Task ConfirmAsync(AzureBench bench)
    {
        var id = await bench.PlaceAsync();
        await bench.IdleAsync();
        await new AzureStory(bench).CaptureAsync(id);
        await bench.IdleAsync();
        Assert.Equal(OrderStatus.Confirmed, (await bench.Get<IOrderStore>().LoadAsync(id, default))!.Status);
    }

    private static IEnumerable<string> Budget() => Row()
        .Matches(RepositoryFiles.Read("docs/cost.md"))
        .Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}");

    [GeneratedRegex(@"^\| ((?:Cosmos|Event Grid|Service Bus|Durable|Blob) [^|]+?) \| ([0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^(?<cost>[a-z_]+) += .*n × (?<factor>[0-9]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Formula();
}
