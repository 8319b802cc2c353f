using FsCheck;
using FsCheck.Fluent;
using Pipeline.Embedded.Queues;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class InFlightPositionsTests
{
    // Small and large distances, up to the largest position that there can be.
    private static readonly Gen<long[]> Ascending =
        from distances in Gen.Choose(1, 62)
            .SelectMany(bits => Gen.Choose(0, int.MaxValue).Select(low => 1 + (low & ((1L << Math.Min(bits, 40)) - 1)))).ArrayOf()
        select Positions(distances);

    [Fact]
    public void Positions_come_back_when_they_were_written() => Prop.ForAll(Arb.From(Ascending), positions =>
        InFlightPositions.Decode(InFlightPositions.Encode(positions)).SequenceEqual(positions)).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_written_when_nothing_is_in_flight()
    {
        Assert.Empty(InFlightPositions.Encode([]));
        Assert.Empty(InFlightPositions.Decode([]));
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(127L)]
    [InlineData(128L)]
    [InlineData(16_384L)]
    [InlineData(long.MaxValue)]
    public void Position_comes_back_when_it_is_at_a_boundary(long position)
    {
        Assert.Equal([position], InFlightPositions.Decode(InFlightPositions.Encode([position])));
    }

    [Fact]
    public void Neighbours_take_a_byte_each()
    {
        Assert.Equal(2 + 99, InFlightPositions.Encode(Enumerable.Range(1_000, 100).Select(number => (long)number)).Length);
    }

    private static long[] Positions(long[] distances)
    {
        var last = 0L;
        return [.. distances.Select(distance => last += distance)];
    }
}
