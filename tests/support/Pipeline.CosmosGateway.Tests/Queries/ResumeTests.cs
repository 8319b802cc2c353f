using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Queries;

/// <summary>A query resumed from a continuation, each page in its own iterator, gives every document once.</summary>
public sealed class ResumeTests
{
    private const int Count = 40;

    private static readonly string[] Filters =
    [
        "c.id < @end", "c.rank < 3", "c.id < @end AND c.name = 'even'", "c.rank <= 2 AND c.name = 'even'",
        "(c.name = 'even' OR (c.name = 'odd' AND c.rank <= 2))", "c.id < 'i00'",
    ];

    private static readonly string[] Orders = ["", "ORDER BY c.rank", "ORDER BY c.rank DESC", "ORDER BY c.id DESC", "ORDER BY c.missing"];

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    public async Task Every_document_comes_once_when_each_page_has_an_iterator_of_its_own(int ranges, int pageSize)
    {
        using var test = await TestContainer.Create(ranges: ranges);
        for (var n = 0; n < Count; n++)
        {
            var pk = (n % 7).ToString(CultureInfo.InvariantCulture);
            await test.Items.CreateItemAsync(new Item($"i{n:d2}", pk, n % 5, n % 2 == 0 ? "even" : "odd"));
        }

        foreach (var sql in from filter in Filters from order in Orders select $"SELECT * FROM c WHERE {filter} {order}")
        {
            var whole = (await test.Query<Item>(sql, parameters: ("@end", "~"))).Select(item => item.Id).ToList();
            Assert.Equal(whole.Count, whole.Distinct().Count());
            Assert.Equal((sql, string.Join(' ', whole)), (sql, string.Join(' ', await InPiecesAsync(test, sql, pageSize))));
        }
    }

    private static async Task<List<string>> InPiecesAsync(TestContainer test, string sql, int pageSize)
    {
        var found = new List<string>();
        var query = new QueryDefinition(sql).WithParameter("@end", "~");
        var options = new QueryRequestOptions { MaxItemCount = pageSize };
        string? continuation = null;
        do
        {
            using var feed = test.Items.GetItemQueryIterator<Item>(query, continuation, options);
            var page = await feed.ReadNextAsync();
            found.AddRange(page.Select(item => item.Id));
            continuation = page.ContinuationToken;
        }
        while (continuation is not null && found.Count <= 2 * Count);

        return found;
    }
}
