using System.Runtime.Versioning;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

/// <summary>On Unix; Windows has access lists instead.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TempFolder _folder = new();

    [Fact]
    public void Database_and_the_files_beside_it_are_private_from_the_start()
    {
        using var database = Database.Open(_folder.File("test.db"), "CREATE TABLE IF NOT EXISTS rows (name TEXT)", Durability.Process);
        using var writer = new Writer(database);

        Assert.Equal(["test.db", "test.db-shm", "test.db-wal"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Database_of_an_earlier_version_is_made_private()
    {
        var file = _folder.File("test.db");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, Private | Others);

        Database.Open(file, "CREATE TABLE IF NOT EXISTS rows (name TEXT)", Durability.Process).Dispose();

        Assert.Equal(Private, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Folders_above_a_new_one_are_private_too()
    {
        OwnerOnly.CreateFolder(_folder.File("above/between/data"));

        Assert.All(["above", "above/between", "above/between/data"], folder =>
            Assert.Equal(PrivateFolder, File.GetUnixFileMode(_folder.File(folder))));
    }

    [Fact]
    public void Lock_makes_a_private_folder_with_private_files()
    {
        using var taken = FolderLock.Take(_folder.File("data"));

        Assert.Equal(PrivateFolder, File.GetUnixFileMode(_folder.File("data")));
        var files = Directory.GetFiles(_folder.File("data"));
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Folder_that_exists_stays_as_its_owner_left_it_and_its_files_become_private()
    {
        File.SetUnixFileMode(_folder.Path, PrivateFolder | Others);
        string[] earlier = [_folder.File("pipeline.lock"), _folder.File("pipeline.pid")];
        Assert.All(earlier, file =>
        {
            File.WriteAllText(file, "");
            File.SetUnixFileMode(file, Private | UnixFileMode.OtherRead);
        });

        using var taken = FolderLock.Take(_folder.Path);

        Assert.Equal(PrivateFolder | Others, File.GetUnixFileMode(_folder.Path));
        Assert.All(earlier, file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Rights_that_the_owner_took_from_himself_are_not_given_back()
    {
        var file = _folder.File("file");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        OwnerOnly.Tighten(file);
        OwnerOnly.Tighten(_folder.File("nothing"));

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(file));
    }

    public void Dispose() => _folder.Dispose();
}
