using Pipeline.SimulatedDays.Disk;

namespace Pipeline.SimulatedDays.Tests.Disk;

public sealed class LosableFilesTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "mail");
    private static readonly string Name = Path.Combine(Folder, "1.eml");

    [Fact]
    public void File_survives_any_loss_of_power_when_content_name_and_folder_are_flushed() =>
        Assert.Equal(100, Survivals(_ => true));

    [Theory]
    [InlineData("content")]
    [InlineData("name")]
    [InlineData("folder")]
    public void File_is_lost_by_some_when_one_flush_is_left_out(string left) =>
        Assert.InRange(Survivals(flush => flush != left), 10, 90);

    [Fact]
    public void Kill_loses_nothing()
    {
        var files = new LosableFiles();
        Write(files, _ => false);

        Assert.Equal([Name], files.AfterKill().Files);
    }

    private static int Survivals(Func<string, bool> flushes) => Enumerable.Range(1, 100).Count(seed =>
    {
        var files = new LosableFiles();
        Write(files, flushes);
        return files.AfterPowerLoss(new Random(seed)).Files.Contains(Name);
    });

    private static void Write(LosableFiles files, Func<string, bool> flushes)
    {
        files.CreateFolder(Folder);
        If("folder", () => files.FlushFolder(Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar)));
        files.Write(Name + ".unfinished", [1, 2, 3]);
        If("content", () => files.Flush(Name + ".unfinished"));
        files.Rename(Name + ".unfinished", Name);
        If("name", () => files.FlushFolder(Folder));

        void If(string flush, Action action)
        {
            if (flushes(flush))
            {
                action();
            }
        }
    }
}
