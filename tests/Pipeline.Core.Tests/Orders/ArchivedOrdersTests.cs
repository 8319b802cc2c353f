using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Pipeline.Identity;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public sealed class ArchivedOrdersTests
{
    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(10, 9, false)]
    [InlineData(null, 1_000, false)]
    public void Missing_order_is_said_to_be_archived_when_it_is_old_enough(int? after, int age, bool isSaid)
    {
        var id = new TimeOrderedIds(_time).Next();
        _time.Advance(TimeSpan.FromDays(age));

        var explained = Archive(after).Explain(OrderMissing.Of(id), id);

        Assert.Equal(OrderMissing.Code, explained.Code);
        Assert.IsType<NotFound>(explained);
        Assert.Equal(isSaid, explained.Detail.Contains("archive/", StringComparison.Ordinal));
        Assert.Contains(id, explained.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order-1")]
    [InlineData("6d1f5a52-0000-4000-8000-000000000000")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    public void Id_that_tells_no_time_is_explained_as_before(string id) =>
        Assert.Equal(OrderMissing.Of(id), Archive(1).Explain(OrderMissing.Of(id), id));

    [Fact]
    public void Other_failure_stays_as_it_is()
    {
        var failure = new Rejected("order-confirmed", "It is confirmed.");

        Assert.Same(failure, Archive(1).Explain(failure, Some.OrderId));
    }

    private ArchivedOrders Archive(int? days) => new(
        Options.Create(new RetentionOptions { After = days is { } number ? TimeSpan.FromDays(number) : null }), _time);
}
