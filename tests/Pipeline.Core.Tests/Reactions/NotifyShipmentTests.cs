using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class NotifyShipmentTests : ReactionSpec
{
    [Fact]
    public async Task Shipment_note_goes_to_the_customer_under_the_same_id_each_time()
    {
        Given(Some.Scheduled);
        var reaction = new NotifyShipment(Orders);
        var mail = (await OnlyAsync<SendEmail>(reaction, Some.Scheduled)).Message;

        Assert.Equal(mail, (await OnlyAsync<SendEmail>(reaction, Some.Scheduled)).Message);
        Assert.Equal((Some.Event(Some.Scheduled).Id + "-notify-shipment", "a@example.com"), (mail.Id, mail.To));
        Assert.Contains("TRACK-1", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public Task Shipment_of_an_unknown_order_needs_a_person() => AssertNoOrderAsync(new NotifyShipment(Orders), Some.Scheduled);
}
