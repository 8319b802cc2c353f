using Microsoft.Extensions.Options;
using Moq;
using Pipeline.Email;
using Pipeline.Embedded.Email;
using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Email;

public sealed class EmlFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EmlFolder _emails;

    public EmlFolderTests() => _emails = EmailsIn(_folder.Path);

    [Fact]
    public async Task Email_sent_twice_is_one_file()
    {
        await _emails.SendAsync(Message(), CancellationToken.None);
        await _emails.SendAsync(Message() with { Body = "changed" }, CancellationToken.None);

        Assert.Contains("there", await File.ReadAllTextAsync(Assert.Single(Files())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("a@example.com>, <b@example.com")]
    [InlineData("")]
    public async Task Address_that_could_do_harm_is_refused_for_good(string address)
    {
        var message = Message() with { To = address };

        var error = await Assert.ThrowsAsync<FailureException>(() => _emails.SendAsync(message, CancellationToken.None));

        Assert.IsType<Permanent>(error.Failure);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Email_can_be_read_by_its_owner_only_and_so_can_those_of_an_earlier_version()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var shard = Directory.CreateDirectory(_folder.File("mail/ab")).FullName;
        File.SetUnixFileMode(shard, (UnixFileMode)0b111_101_101);
        using var emails = EmailsIn(_folder.File("mail"));
        await emails.SendAsync(Message(), CancellationToken.None);

        var file = Assert.Single(Files());
        Assert.Equal(
            ((UnixFileMode)0b111_000_000, (UnixFileMode)0b111_000_000, (UnixFileMode)0b110_000_000),
            (File.GetUnixFileMode(shard), File.GetUnixFileMode(Path.GetDirectoryName(file)!), File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_a_transient_failure()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        using var emails = EmailsIn(file);

        var error = await Assert.ThrowsAsync<FailureException>(() => emails.SendAsync(Message(), CancellationToken.None));

        Assert.True(Assert.IsType<Transient>(error.Failure).IsOutage);
        Assert.Contains(file, error.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_emails_at_once_are_each_whole_and_what_a_crash_left_unfinished_is_replaced()
    {
        await _emails.SendAsync(Message("1"), CancellationToken.None);
        var (first, expected) = (Assert.Single(Files()), await File.ReadAllBytesAsync(Files()[0]));
        File.Delete(first);
        await File.WriteAllTextAsync(first + ".unfinished", "half of it, and longer than the whole: " + new string('-', 10_000));

        await Task.WhenAll(Enumerable.Range(1, 200).Select(id => _emails.SendAsync(Message($"{id}"), CancellationToken.None)));

        Assert.Equal(200, Files().Length);
        Assert.All(Files(), file => Assert.EndsWith(".eml", file, StringComparison.Ordinal));
        Assert.Equal(expected, await File.ReadAllBytesAsync(first));
    }

    // Found by a simulated day: the next attempt saw the folder, or the mail, and took it for safe.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Email_counts_as_sent_once_every_folder_is_flushed_also_when_a_flush_failed_before(int failing)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        var flushed = new HashSet<string>(StringComparer.Ordinal);
        var flushes = 0;
        var files = new Mock<IFiles>();
        files.Setup(disk => disk.FolderExists(It.IsAny<string>())).Returns((string path) => path == "/data" || there.Contains(path));
        files.Setup(disk => disk.CreateFolder(It.IsAny<string>())).Callback((string path) => there.Add(path));
        files.Setup(disk => disk.Exists(It.IsAny<string>())).Returns((string path) => there.Contains(path));
        files.Setup(disk => disk.Rename(It.IsAny<string>(), It.IsAny<string>())).Callback((string _, string to) => there.Add(to));
        files.Setup(disk => disk.FlushFolder(It.IsAny<string>())).Callback((string path) =>
        {
            if (++flushes == failing)
            {
                throw new IOException("No space left on device");
            }

            flushed.Add(path);
        });
        using var emails = EmailsIn("/data/mail", files.Object);

        await Assert.ThrowsAsync<FailureException>(() => emails.SendAsync(Message(), CancellationToken.None));
        await emails.SendAsync(Message(), CancellationToken.None);

        var mail = Assert.Single(there, path => path.EndsWith(".eml", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "/data", "/data/mail", Path.GetDirectoryName(mail)! }, flushed);
    }

    public void Dispose()
    {
        _emails.Dispose();
        _folder.Dispose();
    }

    private static EmlFolder EmailsIn(string folder, IFiles? files = null) => new(
        Options.Create(new EmlFolderOptions { Directory = folder }),
        Options.Create(new EmailOptions()),
        new VirtualTime(Some.Now),
        files ?? new DiskFiles(),
        new Workers());

    private string[] Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);

    private static EmailMessage Message(string id = "1") =>
        new($"{id}-send-order-confirmation", "a@example.com", "Your order", "Hello,\nthere.\n");
}
