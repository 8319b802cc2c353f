using Pipeline.Embedded;
using Pipeline.SimulatedDays.Disk;
using Pipeline.Sqlite;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>What an end of the process leaves: the database, the files beside it, and the mark of its last commit.</summary>
internal sealed record Survivors(DiskImage Disk, LosableFiles Files, byte[]? Mark)
{
    /// <summary>A kill leaves everything that was written.</summary>
    public static Survivors OfKill(string folder, LosableFiles files) =>
        new(PowerLossVfs.WhatSurvivesKill(folder), files.AfterKill(), ReadMark(folder));

    /// <summary>A loss of power leaves what was flushed, and what dice say of the rest.</summary>
    public static Survivors OfPowerLoss(string folder, LosableFiles files, Random dice) => new(
        PowerLossVfs.WhatSurvivesPower(folder, dice),
        files.AfterPowerLoss(dice),
        // The mark is never flushed: it may be any older one, here none.
        dice.Next(2) == 0 ? ReadMark(folder) : null);

    /// <summary>Puts the database and its mark into a folder of the next life.</summary>
    public void WriteTo(string folder)
    {
        OwnerOnly.CreateFolder(folder);
        Disk.WriteTo(folder);
        if (Mark is not null)
        {
            File.WriteAllBytes(MarkIn(folder), Mark);
        }
    }

    private static byte[]? ReadMark(string folder) => File.Exists(MarkIn(folder)) ? File.ReadAllBytes(MarkIn(folder)) : null;

    private static string MarkIn(string folder) => CommitMark.PathOf(new DataOptions { Directory = folder }.DatabasePath);
}
