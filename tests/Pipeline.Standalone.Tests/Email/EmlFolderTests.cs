using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Embedded.Email;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Email;

public sealed class EmlFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmlFolder _emails;

    public EmlFolderTests() => _emails = new EmlFolder(
        Options.Create(new EmlFolderOptions { Directory = _folder.Path }), Options.Create(new EmailOptions()), new VirtualTime(Some.Now));

    [Fact]
    public async Task An_email_is_a_message_of_rfc_5322()
    {
        var text = await SendAsync(Message());

        Assert.Equal(
            "Date: Fri, 02 Jan 2026 03:04:05 +0000\r\nFrom: <orders@example.com>\r\nTo: <a@example.com>\r\nSubject: Your order\r\n" +
            "Message-ID: <1-send-order-confirmation@pipeline.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n" +
            "Content-Transfer-Encoding: 7bit\r\n\r\nHello,\r\nthere.\r\n",
            text);
    }

    [Fact]
    public async Task An_email_sent_twice_is_one_file()
    {
        await _emails.SendAsync(Message(), CancellationToken.None);
        await _emails.SendAsync(Message() with { Body = "changed" }, CancellationToken.None);

        Assert.Contains("there", await File.ReadAllTextAsync(Assert.Single(Files())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_that_is_not_ascii_becomes_encoded_words_that_fit()
    {
        var subject = string.Concat(Enumerable.Repeat("Grüße 😀 ", 20));
        var text = await SendAsync(Message() with { Subject = subject });

        var header = text[(text.IndexOf("Subject: ", StringComparison.Ordinal) + 9)..];
        var words = header[..header.IndexOf("\r\nMessage-ID", StringComparison.Ordinal)].Split("\r\n ");
        Assert.All(words, word => Assert.InRange(word.Length, 1, 75));
        Assert.Equal(subject, string.Concat(words.Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])))));
    }

    [Fact]
    public async Task A_line_break_in_a_subject_makes_no_header()
    {
        var text = await SendAsync(Message() with { Subject = "Hello\r\nBcc: someone@example.com" });

        Assert.Contains("Subject: Hello  Bcc: someone@example.com\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("a@example.com>, <b@example.com")]
    [InlineData("")]
    public async Task An_address_that_could_do_harm_is_refused_for_good(string address)
    {
        var message = Message() with { To = address };

        var error = await Assert.ThrowsAsync<FailureException>(() => _emails.SendAsync(message, CancellationToken.None));

        Assert.IsType<Permanent>(error.Failure);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_body_that_is_not_ascii_is_base64()
    {
        var text = await SendAsync(Message() with { Body = "Zoë" });

        Assert.Contains("Content-Transfer-Encoding: base64", text, StringComparison.Ordinal);
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Equal("Zoë", Encoding.UTF8.GetString(Convert.FromBase64String(body)));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b\\c:d\0e")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("Zoë")]
    public void A_path_stays_in_the_folder_whatever_the_id(string id)
    {
        var path = EmlPath.Of(id);

        Assert.Matches("^[0-9a-f]{2}/[^./][^/\\\\:\\0]*\\.eml$", path.Replace(Path.DirectorySeparatorChar, '/'));
        Assert.True(path.All(char.IsAscii));
    }

    [Fact]
    public void Different_ids_have_different_paths()
    {
        string[] ids = ["a", "A", "a%41", "%41", "a.eml", new string('x', 500), new string('x', 501), "é"];

        Assert.Equal(ids.Length, ids.Select(EmlPath.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ids, id => Assert.InRange(EmlPath.Name(id).Length, 1, 210));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_transient_failure()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var emails = new EmlFolder(
            Options.Create(new EmlFolderOptions { Directory = file }), Options.Create(new EmailOptions()), new VirtualTime(Some.Now));

        var error = await Assert.ThrowsAsync<FailureException>(() => emails.SendAsync(Message(), CancellationToken.None));

        Assert.IsType<Transient>(error.Failure);
        Assert.Contains(file, error.Failure.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> SendAsync(EmailMessage message)
    {
        await _emails.SendAsync(message, CancellationToken.None);
        return await File.ReadAllTextAsync(Assert.Single(Files()));
    }

    private string[] Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);

    private static EmailMessage Message() => new("1-send-order-confirmation", "a@example.com", "Your order", "Hello,\nthere.\n");
}
