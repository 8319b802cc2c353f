using System.Globalization;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

public sealed class FolderLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lock_says_who_uses_the_folder_when_it_is_taken_twice()
    {
        using var first = FolderLock.Take(_folder.Path);

        var failure = Assert.Throws<FailureException>(() => FolderLock.Take(_folder.Path)).Failure;

        Assert.Equal("data-in-use", failure.Code);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), failure.Detail, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_can_be_locked_again_when_it_was_released()
    {
        FolderLock.Take(_folder.Path).Dispose();

        FolderLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void Folder_is_created_when_it_is_missing()
    {
        FolderLock.Take(_folder.File("a/b")).Dispose();

        Assert.True(Directory.Exists(_folder.File("a/b")));
    }

    [Fact]
    public void Lock_says_why_it_fails_when_the_folder_cannot_be_created()
    {
        File.WriteAllText(_folder.File("file"), "");

        var failure = Assert.Throws<FailureException>(() => FolderLock.Take(_folder.File("file/data"))).Failure;

        Assert.Equal("data-not-writable", Assert.IsType<Permanent>(failure).Code);
    }
}
