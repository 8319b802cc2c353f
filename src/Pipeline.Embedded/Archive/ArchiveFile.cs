using System.IO.Compression;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Archive;

/// <summary>Writes and reads pieces of the archive's files.</summary>
internal static class ArchiveFile
{
    /// <summary>
    /// Writes a piece, and waits until it is on the disk: also the names on the way to it, which an earlier attempt may have made and
    /// failed to flush. It counts once its row is committed.
    /// </summary>
    /// <param name="files">The disk.</param>
    /// <param name="folder">The archive.</param>
    /// <param name="file">The name of the file.</param>
    /// <param name="start">Where the pieces that count end; what lies behind them was never committed and is cut off.</param>
    /// <param name="events">What to write.</param>
    /// <exception cref="InvalidDataException">The file is shorter than what counts of it.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ArchivePiece Append(
        IFiles files, string folder, string file, long start, IReadOnlyCollection<ArchivedEvent> events)
    {
        var path = Path.Combine(folder, file);
        if (files.LengthOf(path) is var length && length < start)
        {
            throw new InvalidDataException($"{path} has {length} bytes, and {start} belong to it. Restore it from a backup.");
        }

        var zipped = Zip(events);
        files.CreateFolder(folder);
        files.WriteFrom(path, start, zipped);
        files.Flush(path);
        files.FlushFolder(folder);
        files.FlushFolder(Path.GetDirectoryName(folder)!);
        return new ArchivePiece(file, start, zipped.Length, events.Count);
    }

    /// <summary>The events of a piece.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or not there in full.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ArchivedEvent> Read(string folder, ArchivePiece piece)
    {
        var lines = Unzip(Path.Combine(folder, piece.File), piece);
        var events = new List<ArchivedEvent>();
        for (var start = 0; start < lines.Length;)
        {
            var length = lines.Span[start..].IndexOf((byte)'\n');
            var read = length < 0 ? null : ArchiveLine.Read(lines.Slice(start, length));
            events.Add(read ?? throw Damaged(piece, $"its line {events.Count + 1} cannot be read"));
            start += length + 1;
        }

        return events.Count == piece.Events ? events : throw Damaged(piece, $"it has {events.Count} events instead of {piece.Events}");
    }

    private static byte[] Zip(IEnumerable<ArchivedEvent> events)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var archived in events)
            {
                ArchiveLine.Write(zip, archived);
            }
        }

        return zipped.ToArray();
    }

    private static ReadOnlyMemory<byte> Unzip(string path, ArchivePiece piece)
    {
        if (!File.Exists(path))
        {
            throw Damaged(piece, "there is no such file");
        }

        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var there = RandomAccess.GetLength(handle);
        if (piece.Start < 0 || piece.Length < 0 || piece.Start + piece.Length > there)
        {
            throw Damaged(piece, $"the file ends at byte {there}, {piece.Start + piece.Length} belong to it");
        }

        var bytes = new byte[piece.Length];
        for (var read = 0; read < bytes.Length;)
        {
            read += RandomAccess.Read(handle, bytes.AsSpan(read), piece.Start + read) is > 0 and var more
                ? more
                : throw Damaged(piece, "it cannot be read whole");
        }

        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        try
        {
            zip.CopyTo(lines);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(piece, error.Message);
        }

        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }

    private static InvalidDataException Damaged(ArchivePiece piece, string why) =>
        new($"{ArchiveFolder.Name}/{piece.File} is damaged in the piece at byte {piece.Start}: {why}");
}
