using System.Text;
using Pipeline.Email;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Email;

public sealed class EmlFormatTests
{
    [Fact]
    public void Email_is_a_message_of_rfc_5322()
    {
        var text = Write(Message());

        Assert.Equal(
            "Date: Fri, 02 Jan 2026 03:04:05 +0000\r\nFrom: <orders@example.com>\r\nTo: <a@example.com>\r\nSubject: Your order\r\n" +
            "Message-ID: <1-send-order-confirmation@pipeline.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n" +
            "Content-Transfer-Encoding: 7bit\r\n\r\nHello,\r\nthere.\r\n",
            text);
    }

    [Fact]
    public void Subject_that_is_not_ascii_becomes_encoded_words_that_fit()
    {
        var subject = string.Concat(Enumerable.Repeat("Grüße 😀 ", 20));
        var text = Write(Message() with { Subject = subject });

        var header = text[(text.IndexOf("Subject: ", StringComparison.Ordinal) + 9)..];
        var words = header[..header.IndexOf("\r\nMessage-ID", StringComparison.Ordinal)].Split("\r\n ");
        Assert.All(words, word => Assert.InRange(word.Length, 1, 75));
        Assert.Equal(subject, string.Concat(words.Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])))));
    }

    [Fact]
    public void Line_break_in_a_subject_makes_no_header()
    {
        var text = Write(Message() with { Subject = "Hello\r\nBcc: someone@example.com" });

        Assert.Contains("Subject: Hello  Bcc: someone@example.com\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\u000B")]
    [InlineData("\f")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Line_ends_only_at_a_line_feed(string separator)
    {
        var text = Write(Message() with { Body = $"Hello Ann{separator}Pay here.\n", Subject = $"Hi{separator}Bcc: b@example.com" });

        Assert.EndsWith("\r\n\r\nHello Ann Pay here.\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Subject: Hi Bcc: b@example.com\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann\nPay here.", "Hello Ann Pay here.\n")]
    [InlineData("Ann\r\n\u2028\u202EPay", "Hello Ann   Pay\n")]
    public void Value_in_a_mail_stands_on_its_line(string name, string text)
    {
        Assert.Equal(text, MailText.Of($"Hello {name}\n").Text);
        Assert.Equal("1.5\n" + text, MailText.Of($"{1.5}\n{MailText.Of($"Hello {name}\n")}").Text);
    }

    [Theory]
    [InlineData("a@example.com\u2028")]
    [InlineData("a@example.com>, <b@example.com")]
    [InlineData("a\u202E@example.com")]
    public void Address_that_could_be_read_as_another_is_not_written(string address) =>
        Assert.Equal("bad-address", Assert.Throws<FailureException>(() => Write(Message() with { To = address })).Failure.Code);

    [Fact]
    public void Body_that_is_not_ascii_is_base64()
    {
        var text = Write(Message() with { Body = "Zoë" });

        Assert.Contains("Content-Transfer-Encoding: base64", text, StringComparison.Ordinal);
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Equal("Zoë", Encoding.UTF8.GetString(Convert.FromBase64String(body)));
    }

    private static string Write(EmailMessage message) => Encoding.UTF8.GetString(EmlFormat.Write(message, "orders@example.com", Some.Now));

    private static EmailMessage Message() => new("1-send-order-confirmation", "a@example.com", "Your order", "Hello,\nthere.\n");
}
