using Pipeline.SimulatedDays.Disk;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.SimulatedDays.Tests.Disk;

/// <summary>The product's own writer, with the power lost before every write and every flush that it makes.</summary>
public sealed class AcknowledgedCommitsTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS rows (number INTEGER PRIMARY KEY, value BLOB)";
    private const int Rows = 12;

    private readonly TempFolder _folder = new();
    private readonly List<(DiskImage Disk, int Acknowledged, bool BeforeFlush)> _losses = [];

    public AcknowledgedCommitsTests() => PowerLossVfs.Install();

    public void Dispose()
    {
        PowerLossVfs.BeforeWrite = PowerLossVfs.BeforeSync = null;
        _folder.Dispose();
    }

    [Fact]
    public void Acknowledged_commit_survives_whenever_the_power_goes()
    {
        var writes = LosePowerAtEachStep(Durability.Power);

        var survivors = _losses.Select(loss => (loss.Acknowledged, loss.BeforeFlush, Rows: RowsAfter(loss.Disk))).ToList();

        Assert.True(writes > 100, $"{writes} writes");
        Assert.Equal(Rows, survivors.Max(loss => loss.Acknowledged));
        Assert.All(survivors, loss => Assert.InRange(loss.Rows, loss.Acknowledged, loss.Acknowledged + 1));
        // Written, and nobody was told.
        Assert.Contains(survivors, loss => loss.BeforeFlush && loss.Rows > loss.Acknowledged);
    }

    [Fact]
    public void Acknowledged_commit_is_lost_by_some_losses_of_power_when_it_need_only_survive_the_process()
    {
        LosePowerAtEachStep(Durability.Process);

        Assert.Contains(_losses, loss => RowsAfter(loss.Disk) < loss.Acknowledged);
    }

    // One run meets them all, as what is on the disk is looked at and not changed.
    private long LosePowerAtEachStep(Durability durability)
    {
        var folder = Directory.CreateDirectory(_folder.File($"{durability}")).FullName;
        var (dice, acknowledged, before) = (new Random(1), 0, PowerLossVfs.Writes);
        var steps = new Steps(new Random(1));
        using var database = Database.Open(Path.Combine(folder, "rows.db"), Schema, durability);
        using var writer = new Writer(database, workers: new Workers(new StepScheduler(steps)));
        PowerLossVfs.BeforeWrite = _ => Lose(beforeFlush: false);
        PowerLossVfs.BeforeSync = _ => Lose(beforeFlush: true);
        // Checkpoints in between.
        _ = writer.RunAsync(transaction => transaction.Sql("PRAGMA wal_autocheckpoint = 8").First(row => row.Number(0)));
        for (; acknowledged < Rows; acknowledged++)
        {
            var commit = writer.RunAsync(transaction =>
                transaction.Sql("INSERT INTO rows VALUES (?, zeroblob(9000))").Bind(acknowledged + 1).Run());
            while (steps.Next())
            {
            }

            Assert.True(commit.IsCompletedSuccessfully);
        }

        Lose(beforeFlush: false);
        PowerLossVfs.BeforeWrite = PowerLossVfs.BeforeSync = null;
        return PowerLossVfs.Writes - before;

        void Lose(bool beforeFlush)
        {
            for (var time = 0; time < 3; time++)
            {
                _losses.Add((PowerLossVfs.WhatSurvivesPower(folder, dice), acknowledged, beforeFlush));
            }
        }
    }

    private long RowsAfter(DiskImage disk)
    {
        var folder = _folder.File("after");
        Directory.CreateDirectory(folder);
        disk.WriteTo(folder);
        try
        {
            using var database = Database.Open(Path.Combine(folder, "rows.db"), Schema, Durability.Power);
            Assert.Equal("ok", database.Read(connection => connection.Sql("PRAGMA integrity_check").First(row => row.Text(0))));
            return database.Read(connection => connection.Sql("SELECT count(*) FROM rows").First(row => row.Number(0)));
        }
        finally
        {
            PowerLossVfs.Forget(folder);
            Directory.Delete(folder, recursive: true);
        }
    }
}
