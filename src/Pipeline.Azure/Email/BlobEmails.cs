using Microsoft.Extensions.Options;
using Pipeline.Azure.Blobs;
using Pipeline.Email;

namespace Pipeline.Azure.Email;

/// <summary>
/// "Sends" e-mail by writing .eml blobs, one per message id however often it is sent. A mail provider would replace it behind
/// the same port.
/// </summary>
internal sealed class BlobEmails(BlobWriter blobs, IOptions<EmailOptions> options, TimeProvider time) : IEmailSender
{
    public Task SendAsync(EmailMessage message, CancellationToken cancellation)
    {
        var content = new BinaryData(EmlFormat.Write(message, options.Value.From, time.GetUtcNow()));
        return blobs.CreateAsync(BlobContainers.Emails, EmlPath.Of(message.Id), content, "message/rfc822", cancellation);
    }
}
