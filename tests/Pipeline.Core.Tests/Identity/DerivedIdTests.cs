using Pipeline.Identity;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Identity;

public class DerivedIdTests
{
    [Fact]
    public void Id_is_the_same_when_derived_again() =>
        Assert.Equal(DerivedId.From(Some.Now, "cause", "purpose"), DerivedId.From(Some.Now, "cause", "purpose"));

    [Theory]
    [InlineData("other", "purpose", 0)]
    [InlineData("cause", "other", 0)]
    [InlineData("cause", "purpose", 1)]
    public void Id_differs_when_cause_purpose_or_time_differ(string cause, string purpose, int milliseconds) =>
        Assert.NotEqual(
            DerivedId.From(Some.Now, "cause", "purpose"), DerivedId.From(Some.Now.AddMilliseconds(milliseconds), cause, purpose));

    [Fact]
    public void Id_is_a_version_7_with_the_given_time()
    {
        var id = DerivedId.From(Some.Now, "cause", "purpose");
        var guid = Guid.Parse(id);

        Assert.Equal(7, guid.Version);
        Assert.InRange(guid.Variant, 8, 11);
        Assert.Equal(Some.Now.ToUnixTimeMilliseconds(), Convert.ToInt64(id.Replace("-", "", StringComparison.Ordinal)[..12], 16));
    }
}
