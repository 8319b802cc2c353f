using System.Text.Json;

namespace Pipeline.Azure.Tests.Inventory;

/// <summary>A snapshot of the inventory container.</summary>
internal sealed class InventorySnapshot(IReadOnlyList<JsonElement> documents)
{
    /// <summary>Asserts that stock, holds and reservations agree.</summary>
    public void AssertConsistent()
    {
        foreach (var stock in Of("stock"))
        {
            var sku = Text(stock, "sku");
            var holds = Of("hold").Where(hold => Text(hold, "sku") == sku).ToArray();
            Assert.Equal(Sum(holds, "held"), Number(stock, "reserved"));
            Assert.Equal(Sum(holds, "taken"), Number(stock, "received") - Number(stock, "onHand"));
            Assert.Equal(Number(stock, "onHand") - Number(stock, "reserved"), Number(stock, "available"));
            Assert.True(Number(stock, "available") >= 0, $"{sku} is oversold.");
        }

        foreach (var reservation in Of("reservation"))
        {
            AssertAllOrNone(reservation);
        }
    }

    public string? StateOf(string orderId) => Of("reservation")
        .Where(reservation => Text(reservation, "orderId") == orderId).Select(reservation => Text(reservation, "state")).SingleOrDefault();

    public long Reserved(string sku) => Number(Of("stock").Single(stock => Text(stock, "sku") == sku), "reserved");

    public long OnHand(string sku) => Number(Of("stock").Single(stock => Text(stock, "sku") == sku), "onHand");

    private void AssertAllOrNone(JsonElement reservation)
    {
        var holds = Of("hold").Where(hold => Text(hold, "orderId") == Text(reservation, "orderId")).ToArray();
        var wanted = Text(reservation, "state") switch
        {
            "held" or "firm" => "held",
            "taken" => "taken",
            "idle" or "released" => "undone",
            var unfinished => throw new InvalidOperationException($"The reservation {Text(reservation, "orderId")} was left {unfinished}."),
        };
        Assert.All(holds, hold => Assert.Equal(wanted, Text(hold, "state")));
        if (wanted != "undone")
        {
            Assert.Equal(
                reservation.GetProperty("items").EnumerateArray().Select(item => Text(item, "sku")).Order(),
                holds.Select(hold => Text(hold, "sku")).Order());
        }
    }

    private static long Sum(JsonElement[] holds, string state) =>
        holds.Where(hold => Text(hold, "state") == state).Sum(hold => Number(hold, "quantity"));

    private IEnumerable<JsonElement> Of(string kind) => documents.Where(document => Text(document, "kind") == kind);

    private static string Text(JsonElement document, string name) => document.GetProperty(name).GetString()!;

    private static long Number(JsonElement document, string name) => document.GetProperty(name).GetInt64();
}
