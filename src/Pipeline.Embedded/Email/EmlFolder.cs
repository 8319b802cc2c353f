using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Failures;

namespace Pipeline.Embedded.Email;

/// <summary>Sends e-mail by writing .eml files: one per message id, however often it is sent.</summary>
public sealed class EmlFolder : IEmailSender
{
    private readonly string _folder;
    private readonly string _from;
    private readonly TimeProvider _time;

    public EmlFolder(IOptions<EmlFolderOptions> folder, IOptions<EmailOptions> email, TimeProvider time)
    {
        _folder = Path.GetFullPath(folder.Value.Directory);
        _from = email.Value.From;
        _time = time;
    }

    public Task SendAsync(EmailMessage message, CancellationToken cancellation)
    {
        try
        {
            var path = Path.Combine(_folder, EmlPath.Of(message.Id));
            if (!File.Exists(path))
            {
                Write(path, EmlFormat.Write(message, _from, _time.GetUtcNow()));
            }

            return Task.CompletedTask;
        }
        catch (FailureException error)
        {
            return Task.FromException(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var failure = new Transient("mail-not-written", $"E-mail {message.Id} could not be written into {_folder}: {error.Message}");
            return Task.FromException(new FailureException(failure, error));
        }
    }

    private static void Write(string path, byte[] content)
    {
        try
        {
            Replace(path, content);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Replace(path, content);
        }
    }

    // The rename makes the file whole or absent. The temporary name is the message's own, so the next attempt replaces what a crash left.
    private static void Replace(string path, byte[] content)
    {
        var unfinished = path + ".unfinished";
        using (var file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, content, 0);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}

/// <summary>Section <c>Email</c>: where the embedded engine writes e-mails.</summary>
public sealed record EmlFolderOptions
{
    /// <summary>The folder; when none is set, <c>mail</c> in the data folder.</summary>
    public string Directory { get; set; } = "";
}
