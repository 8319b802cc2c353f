using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Email;

/// <summary>
/// Sends e-mail by writing .eml files, each on the disk before it counts as sent: one per message id, however often it is sent.
/// </summary>
public sealed class EmlFolder : IEmailSender, IDisposable
{
    private readonly DurableFiles _durable;
    private readonly string _folder;
    private readonly string _from;
    private readonly TimeProvider _time;

    public EmlFolder(
        IOptions<EmlFolderOptions> folder, IOptions<EmailOptions> email, TimeProvider time, IFiles files, Workers workers)
    {
        _folder = Path.GetFullPath(folder.Value.Directory);
        _durable = new DurableFiles(_folder, files, workers);
        _from = email.Value.From;
        _time = time;
        TightenSubfolders();
    }

    public async Task SendAsync(EmailMessage message, CancellationToken cancellation)
    {
        try
        {
            var path = Path.Combine(_folder, EmlPath.Of(message.Id));
            await _durable.WriteAsync(path, EmlFormat.Write(message, _from, _time.GetUtcNow()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var failure = new Transient("mail-not-written", $"E-mail {message.Id} could not be written into {_folder}: {error.Message}")
            {
                IsOutage = true,
            };
            throw new FailureException(failure, error);
        }
    }

    public void Dispose() => _durable.Dispose();

    // Mails of an earlier version stay readable to others as they are, in subfolders that others cannot enter.
    private void TightenSubfolders()
    {
        for (var shard = 0; shard < EmlPath.Shards; shard++)
        {
            OwnerOnly.TightenFolder(Path.Combine(_folder, EmlPath.Shard(shard)));
        }
    }
}

/// <summary>Section <c>Email</c>: where the embedded engine writes e-mails.</summary>
public sealed record EmlFolderOptions
{
    /// <summary>The folder; when none is set, <c>mail</c> in the data folder.</summary>
    public string Directory { get; set; } = "";
}
