using Pipeline.Azure.Relay;

namespace Pipeline.Azure.Tests.Relay;

public sealed class LastSequencesTests
{
    private readonly LastSequences _sequences = new(2);

    [Fact]
    public void Nothing_is_missing_when_the_order_is_not_known() => Assert.Null(_sequences.Missing("o-1", 7));

    [Fact]
    public void Nothing_is_missing_when_the_sequence_goes_back_and_up_again()
    {
        long?[] missing = [.. new long[] { 1, 2, 3, 1, 2, 3, 4 }.Select(sequence => _sequences.Missing("o-1", sequence))];

        Assert.All(missing, one => Assert.Null(one));
    }

    [Fact]
    public void Gap_is_reported_once_with_what_was_expected()
    {
        _sequences.Missing("o-1", 1);

        Assert.Equal(2, _sequences.Missing("o-1", 4));
        Assert.Null(_sequences.Missing("o-1", 5));
    }

    [Fact]
    public void Only_the_newest_orders_are_remembered()
    {
        foreach (var order in new[] { "o-1", "o-2", "o-3", "o-4" })
        {
            _sequences.Missing(order, 1);
        }

        Assert.Equal(2, _sequences.Missing("o-1", 3));
        _sequences.Missing("o-5", 1);
        _sequences.Missing("o-6", 1);

        Assert.Null(_sequences.Missing("o-2", 9));
        Assert.Equal(4, _sequences.Missing("o-1", 9));
    }
}
