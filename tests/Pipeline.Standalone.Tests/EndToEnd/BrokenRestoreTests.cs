using System.Security.Cryptography;
using Pipeline.Standalone.Backups;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>
/// A restore that ends at any of its moves, as a kill would end it, loses nothing: once anything was moved, no start goes on until it is
/// run again.
/// </summary>
[Collection(EndToEndGroup.Name)]
public sealed class BrokenRestoreTests(KilledPipeline made) : IClassFixture<KilledPipeline>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly VirtualTime _time = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipeline.db-wal")]
    [InlineData("pipeline.db-shm")]
    [InlineData("pipeline.db")]
    [InlineData("world.db-wal")]
    [InlineData("world.db")]
    [InlineData("pipeline.mark")]
    public async Task Nothing_is_lost_when_a_restore_ends_before_it_moves_aside(string file)
    {
        KilledPipeline.Copy(made.Data, Data);
        var before = KilledPipeline.Files(Data).ToDictionary(path => Path.GetFileName(path), Hash);
        var moved = Path.Combine(Data, $"replaced-{_time.GetUtcNow():yyyyMMdd-HHmmss}Z");
        BreakOff(Path.Combine(moved, file));

        // When the first of them stays, the data is what it was and may be used.
        if (Directory.EnumerateFiles(moved).Any())
        {
            await AssertStartIsRefusedAsync();
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        var report = Restore.Run(made.Backup, Data, replace: true, _time);

        Assert.Equal(BackupFolder.CountOf(BackupFolder.DatabaseOf(made.Backup)), report.End);
        Assert.True(BackupCheck.Run(Data).Balanced);
        var aside = Directory.GetDirectories(Data, "replaced-*").SelectMany(KilledPipeline.Files).Select(Hash).ToHashSet();
        Assert.Equal([], before.Where(was => !aside.Contains(was.Value)).Select(was => was.Key));
    }

    [Fact]
    public async Task Archive_is_not_lost_when_a_restore_ends_before_it_moves_it_aside()
    {
        KilledPipeline.Copy(made.Data, Data);
        var piece = Path.Combine(BackupFolder.ArchiveOf(Data), "2026-11.ndjson.gz");
        Directory.CreateDirectory(BackupFolder.ArchiveOf(Data));
        await File.WriteAllTextAsync(piece, "what is archived");
        BreakOff(BackupFolder.ArchiveOf(Path.Combine(Data, $"replaced-{_time.GetUtcNow():yyyyMMdd-HHmmss}Z")));
        Assert.True(File.Exists(piece));
        await AssertStartIsRefusedAsync();

        _time.Advance(TimeSpan.FromMinutes(1));
        var report = Restore.Run(made.Backup, Data, replace: true, _time);

        Assert.True(BackupCheck.Run(Data).Balanced);
        Assert.False(File.Exists(piece));
        Assert.Equal(
            "what is archived", await File.ReadAllTextAsync(Path.Combine(BackupFolder.ArchiveOf(report.Aside!), Path.GetFileName(piece))));
    }

    [Fact]
    public void World_is_there_when_a_restore_ends_before_the_pipeline_s_own_database_comes_in()
    {
        BreakOff(Path.Combine(Data, "pipeline.db"));

        Assert.True(File.Exists(Path.Combine(Data, "world.db")));
        Assert.Null(Restore.Run(made.Backup, Data, replace: true, _time).Before);
        Assert.True(BackupCheck.Run(Data).Balanced);
    }

    // Ends the restore at a move: what is in its way cannot be written over, and is gone afterwards.
    private void BreakOff(string move)
    {
        Directory.CreateDirectory(Path.Combine(move, "in the way"));
        Assert.Throws<UserErrorException>(() => Restore.Run(made.Backup, Data, replace: true, _time));
        Directory.Delete(move, recursive: true);
    }

    private async Task AssertStartIsRefusedAsync()
    {
        var (exitCode, output) = await HostProcess.RunAsync("serve", "--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.True(exitCode == ExitCodes.Failure, output);
        Assert.Contains("was acknowledged", output, StringComparison.Ordinal);
    }

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}

/// <summary>The data of a pipeline that went on after its backup and was killed, so that its log holds commits.</summary>
public sealed class KilledPipeline : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public string Data => _folder.File("data");

    public string Backup => _folder.File("backup");

    /// <summary>Everything in a folder that a loss would be felt of; what SQLite can make anew is not.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is ".db" or ".db-wal" or ".mark");

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    public async Task InitializeAsync()
    {
        var (host, url) = await HostProcess.ServeAsync(Data, "http://127.0.0.1:0");
        using (host)
        using (var client = new PipelineClient(url))
        {
            await client.WaitForAsync(await client.PlaceAsync("c-1"), "confirmed");
            await client.SettleAsync();
            Standalone.Backups.Backup.Make(Data, Backup, TimeProvider.System);
            await client.WaitForAsync(await client.PlaceAsync("c-2"), "confirmed");
            await client.SettleAsync();
            await host.KillAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
