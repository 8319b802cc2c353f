using Pipeline.Orders;

namespace Pipeline.Core.Tests.Orders;

public class CurrencyTests
{
    [Theory]
    [InlineData("USD")]
    [InlineData("EUR")]
    [InlineData("JPY")]
    public void Code_is_known_when_it_is_of_iso_4217(string code) => Assert.True(Currency.IsKnown(code));

    [Theory]
    [InlineData("usd")]
    [InlineData("US")]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("DEM")]
    [InlineData("")]
    [InlineData("USD EUR")]
    public void Code_is_unknown_otherwise(string code) => Assert.False(Currency.IsKnown(code));
}
