using Pipeline.Intake;

namespace Pipeline.Core.Tests.Intake;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("SKU-1", true)]
    [InlineData("a.b", true)]
    [InlineData("...", true)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a/b", false)]
    [InlineData("a%2Fb", false)]
    [InlineData("é", false)]
    public void Identifier_is_what_a_path_can_name(string? text, bool valid)
    {
        Assert.Equal(valid, Identifier.IsValid(text));
        Assert.Equal(valid, Identifier.CanName(text));
    }

    [Fact]
    public void Made_ids_may_be_longer_than_chosen_ones()
    {
        var made = "welcome-" + new string('u', Identifier.MaxLength);
        Assert.False(Identifier.IsValid(made));
        Assert.True(Identifier.CanName(made));
    }
}
