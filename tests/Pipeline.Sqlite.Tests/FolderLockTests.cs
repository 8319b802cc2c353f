using System.Globalization;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

public sealed class FolderLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Second_taker_is_told_who_uses_the_folder()
    {
        using var first = FolderLock.Take(_folder.Path);

        var failure = Assert.Throws<FailureException>(() => FolderLock.Take(_folder.Path)).Failure;

        Assert.Equal("data-in-use", failure.Code);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), failure.Detail, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_can_be_taken_again_when_it_was_let_go()
    {
        FolderLock.Take(_folder.Path).Dispose();

        FolderLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void Folder_is_made_when_it_is_not_there()
    {
        FolderLock.Take(_folder.File("a/b")).Dispose();

        Assert.True(Directory.Exists(_folder.File("a/b")));
    }

    [Fact]
    public void Taker_is_told_when_the_folder_cannot_be_made()
    {
        File.WriteAllText(_folder.File("file"), "");

        var failure = Assert.Throws<FailureException>(() => FolderLock.Take(_folder.File("file/data"))).Failure;

        Assert.Equal("data-not-writable", Assert.IsType<Permanent>(failure).Code);
    }
}
