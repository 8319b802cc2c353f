using System.Globalization;
using Pipeline.Inventory;

namespace Pipeline.Embedded.Inventory;

/// <summary>Writes what a reservation holds as "sku quantity" lines; an SKU has no spaces.</summary>
internal static class ReservedItems
{
    public static string Write(IEnumerable<StockQuantity> items) =>
        string.Join('\n', items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Sku} {item.Quantity}")));

    public static IEnumerable<StockQuantity> Read(string items) => items
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .Select(parts => new StockQuantity(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)));
}
