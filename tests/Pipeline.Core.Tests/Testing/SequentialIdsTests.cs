using Pipeline.Testing;

namespace Pipeline.Core.Tests.Testing;

public class SequentialIdsTests
{
    [Fact]
    public void Ids_are_ordered_version_7_and_the_same_in_every_run()
    {
        var ids = new SequentialIds();
        var made = Enumerable.Range(0, 20).Select(_ => ids.Next()).ToList();

        Assert.Equal(made, made.Order(StringComparer.Ordinal));
        Assert.Equal(made, Enumerable.Range(1, 20).Select(number => SequentialIds.At(number)));
        Assert.All(made, id => Assert.Equal(7, Guid.Parse(id).Version));
    }
}
