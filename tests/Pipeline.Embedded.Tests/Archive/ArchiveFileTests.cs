using Moq;
using Pipeline.Embedded.Archive;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Tests.Archive;

public sealed class ArchiveFileTests
{
    private const string Folder = "/data/archive";
    private const string Name = "2026-01.ndjson.gz";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Piece_counts_once_every_folder_is_flushed_also_when_a_flush_failed_before(int failing)
    {
        var flushed = new HashSet<string>(StringComparer.Ordinal);
        var flushes = 0;
        var files = new Mock<IFiles>();
        files.Setup(disk => disk.FlushFolder(It.IsAny<string>())).Callback((string path) =>
        {
            if (++flushes == failing)
            {
                throw new IOException("No space left on device");
            }

            flushed.Add(path);
        });

        Assert.Throws<IOException>(() => ArchiveFile.Append(files.Object, Folder, Name, 0, []));
        flushed.Clear();
        files.Setup(disk => disk.FolderExists(Folder)).Returns(true);
        ArchiveFile.Append(files.Object, Folder, Name, 0, []);

        Assert.Equal(new HashSet<string> { "/data", Folder }, flushed);
    }
}
