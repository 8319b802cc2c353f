using Pipeline.Azure.Tests.Blobs;
using Pipeline.Email;
using Pipeline.Failures;

namespace Pipeline.Azure.Tests.Email;

public sealed class BlobEmailsTests(Azurite azurite) : BlobTest(azurite)
{
    private static readonly EmailMessage Message = new("1-send-order-confirmation", "a@example.com", "Your order", "Hello.\n");

    [AzuriteFact]
    public async Task Email_sent_twice_is_one_blob()
    {
        await Get<IEmailSender>().SendAsync(Message, default);
        await Get<IEmailSender>().SendAsync(Message with { Body = "changed" }, default);

        var name = Assert.Single(await NamesAsync("emails"));
        Assert.Equal(EmlPath.Of(Message.Id), name);
        Assert.EndsWith("\r\n\r\nHello.\r\n", await TextAsync("emails", name), StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task Address_that_could_do_harm_is_refused_for_good()
    {
        var message = Message with { To = "a@example.com>\r\nBcc: <b@example.com" };

        var error = await Assert.ThrowsAsync<FailureException>(() => Get<IEmailSender>().SendAsync(message, default));

        Assert.IsType<Permanent>(error.Failure);
    }
}
