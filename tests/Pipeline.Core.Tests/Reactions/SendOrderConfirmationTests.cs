using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class SendOrderConfirmationTests : ReactionSpec
{
    [Fact]
    public async Task Order_confirmation_goes_to_the_customer_under_the_same_id_each_time()
    {
        var reaction = new SendOrderConfirmation();
        var mail = (await OnlyAsync<SendEmail>(reaction, Some.Placed())).Message;

        Assert.Equal(mail, (await OnlyAsync<SendEmail>(reaction, Some.Placed())).Message);
        Assert.Equal(Some.Event(Some.Placed()).Id + "-send-order-confirmation", mail.Id);
        Assert.Equal("a@example.com", mail.To);
        Assert.Contains("2 x SKU-1", mail.Body, StringComparison.Ordinal);
        Assert.Contains("3200 USD", mail.Body, StringComparison.Ordinal);
    }
}
