using Pipeline.SimulatedDays.Disk;

namespace Pipeline.SimulatedDays.Tests.Disk;

/// <summary>Files whose writing or flushing failed, and files that lost the power twice.</summary>
public sealed class FaultyFilesTests
{
    private static readonly string Folder = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
    private static readonly string Name = Path.Combine(Folder, "1.eml");

    private readonly LosableFiles _files = new();

    [Fact]
    public void Part_of_a_file_is_there_under_its_name_when_writing_failed()
    {
        Fail(() => _files.Write(Name, [1]));

        Assert.True(_files.Exists(Name));
        Assert.Empty(_files.Files);
        _files.Write(Name, [1]);
        Assert.Equal([Name], _files.Files);
    }

    [Fact]
    public void File_is_safe_after_a_failed_flush_only_when_it_is_written_again()
    {
        _files.Write(Name, [1]);
        Fail(() => _files.Flush(Name));
        _files.Flush(Name);
        _files.FlushFolder(Folder);
        Assert.InRange(Survivals(), 10, 90);

        _files.Write(Name, [1]);
        _files.Flush(Name);

        Assert.Equal(100, Survivals());
    }

    [Fact]
    public void Content_that_was_flushed_may_be_lost_when_it_is_written_over()
    {
        WriteSafely();

        _files.Write(Name, [2]);

        Assert.InRange(Survivals(), 10, 90);
    }

    [Fact]
    public void Name_may_be_lost_when_flushing_the_folder_failed()
    {
        _files.Write(Name, [1]);
        _files.Flush(Name);
        Fail(() => _files.FlushFolder(Folder));

        Assert.InRange(Survivals(), 10, 90);
    }

    [Fact]
    public void Torn_file_stays_torn_when_the_power_goes_again()
    {
        _files.Write(Name, [1]);
        _files.FlushFolder(Folder);
        var torn = Enumerable.Range(1, 100).Select(seed => _files.AfterPowerLoss(new Random(seed))).First(after => !after.Files.Any());

        Assert.True(torn.Exists(Name));
        Assert.All(Enumerable.Range(1, 100), seed => Assert.Empty(torn.AfterPowerLoss(new Random(seed)).Files));
    }

    [Fact]
    public void File_is_safe_in_the_folder_of_the_next_life()
    {
        WriteSafely();
        var next = Path.Combine(Folder, "next");

        var moved = _files.MovedTo(Folder, next);

        Assert.Equal([Path.Combine(next, "1.eml")], moved.Files);
    }

    private void WriteSafely()
    {
        _files.Write(Name, [1]);
        _files.Flush(Name);
        _files.FlushFolder(Folder);
        Assert.Equal(100, Survivals());
    }

    private void Fail(Action action)
    {
        _files.Fault = _ => new IOException("No space left on device");
        Assert.Throws<IOException>(action);
        _files.Fault = null;
    }

    private int Survivals() => Enumerable.Range(1, 100).Count(seed => _files.AfterPowerLoss(new Random(seed)).Files.Contains(Name));
}
