using Pipeline.Email;

namespace Pipeline.Core.Tests.Email;

public sealed class EmlPathTests
{
    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b\\c:d\0e")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("Zoë")]
    public void Path_stays_in_the_folder_whatever_the_id_is(string id)
    {
        var path = EmlPath.Of(id);

        Assert.Matches("^[0-9a-f]{2}/[^./][^/\\\\:\\0]*\\.eml$", path);
        Assert.True(path.All(char.IsAscii));
    }

    [Fact]
    public void Different_ids_have_different_paths()
    {
        string[] ids = ["a", "A", "a%41", "%41", "a.eml", new string('x', 500), new string('x', 501), "é"];

        Assert.Equal(ids.Length, ids.Select(EmlPath.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ids, id => Assert.InRange(EmlPath.Name(id).Length, 1, 210));
    }
}
