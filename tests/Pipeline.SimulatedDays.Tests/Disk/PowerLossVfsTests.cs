using Pipeline.SimulatedDays.Disk;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.SimulatedDays.Tests.Disk;

/// <summary>Commits on a connection of SQLite's, without the product's writer.</summary>
public sealed class PowerLossVfsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PowerLossVfsTests() => PowerLossVfs.Install();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("FULL")]
    [InlineData("NORMAL")]
    public void Commits_survive_any_loss_of_power_only_when_each_is_flushed(string synchronous)
    {
        var lost = Enumerable.Range(1, 60).Count(seed => Lost(seed, synchronous));

        Assert.Equal(synchronous != "FULL", lost > 0);
    }

    [Fact]
    public void Write_that_fails_is_told_and_kill_loses_nothing_of_what_was_written()
    {
        var folder = Directory.CreateDirectory(_folder.File("one")).FullName;
        using var connection = Open(folder, "OFF");
        connection.Execute("INSERT INTO numbers VALUES (1)");
        PowerLossVfs.Fault = _ => SQLitePCL.raw.SQLITE_FULL;
        Assert.True(Assert.Throws<StorageException>(() => connection.Execute("INSERT INTO numbers VALUES (2)")).IsTransient);
        PowerLossVfs.Fault = null;

        var next = Directory.CreateDirectory(_folder.File("next")).FullName;
        PowerLossVfs.WhatSurvivesKill(folder).WriteTo(next);

        Assert.Equal(1, Count(next));
    }

    // A commit that was acknowledged before the power went is not there afterwards.
    private bool Lost(int seed, string synchronous)
    {
        var dice = new Random(seed);
        var folder = Directory.CreateDirectory(_folder.File($"{synchronous}-{seed}")).FullName;
        using var connection = Open(folder, synchronous);
        var (acknowledged, writes, end) = (0, 0, dice.Next(5, 60));
        (DiskImage Disk, int Acknowledged)? left = null;
        PowerLossVfs.BeforeWrite = _ => left ??= ++writes == end ? (PowerLossVfs.WhatSurvivesPower(folder, dice), acknowledged) : null;
        for (var number = 1; left is null; number++)
        {
            connection.Execute($"INSERT INTO numbers VALUES ({number})");
            acknowledged = number;
        }

        PowerLossVfs.BeforeWrite = null;
        var next = Directory.CreateDirectory(_folder.File($"{synchronous}-{seed}-after")).FullName;
        left.Value.Disk.WriteTo(next);
        PowerLossVfs.Forget(folder);
        return Count(next) < left.Value.Acknowledged;
    }

    private static Connection Open(string folder, string synchronous)
    {
        var connection = Connection.Open(Path.Combine(folder, "numbers.db"), readOnly: false);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)");
        connection.Execute($"PRAGMA synchronous = {synchronous}");
        return connection;
    }

    private static long Count(string folder)
    {
        using var connection = Connection.Open(Path.Combine(folder, "numbers.db"), readOnly: false);
        return connection.Sql("SELECT count(*) FROM numbers").First(row => row.Number(0));
    }
}
