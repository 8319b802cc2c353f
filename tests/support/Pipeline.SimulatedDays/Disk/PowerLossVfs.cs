using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Pipeline.SimulatedDays.Disk;

/// <summary>
/// SQLite's own VFS, but it remembers what was written since each file's last flush, and which names since their folder's, which a loss of
/// power may take; it can stop before any write, and fail. Nothing is really flushed, which takes most of the time. For one thread, and the
/// whole process.
/// </summary>
internal static unsafe partial class PowerLossVfs
{
    private static readonly Dictionary<nint, nint> Tables = [];
    private static readonly Dictionary<nint, string> Opened = [];
    private static readonly Dictionary<string, TrackedFile> Files = new(StringComparer.Ordinal);
    private static SqliteVfs* _base;
    private static SqliteFileMethods _real;

    /// <summary>How many writes SQLite has asked for.</summary>
    public static long Writes { get; private set; }

    /// <summary>Called before each write, with the file's path. It must not throw.</summary>
    public static Action<string>? BeforeWrite { get; set; }

    /// <summary>Called before each flush, with the file's path: a commit is written then, and nobody was told. It must not throw.</summary>
    public static Action<string>? BeforeSync { get; set; }

    /// <summary>Gives the result code that a write to a file fails with; 0 when it does not.</summary>
    public static Func<string, int>? Fault { get; set; }

    /// <summary>Whether a flush of a file fails.</summary>
    public static Func<string, bool>? SyncFault { get; set; }

    /// <summary>Makes it the VFS of every database that is opened from here on.</summary>
    public static void Install()
    {
        if (_base != null)
        {
            return;
        }

        Batteries_V2.Init();
        _base = Find(null);
        var vfs = (SqliteVfs*)NativeMemory.AllocZeroed((nuint)sizeof(SqliteVfs));
        *vfs = *_base;
        vfs->Next = null;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8("power-loss");
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        if (Register(vfs, makeDefault: 1) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException("SQLite did not take the VFS.");
        }
    }

    /// <summary>What the system has written, flushed or not: a killed process loses nothing of it.</summary>
    public static DiskImage WhatSurvivesKill(string folder) => new(In(folder).Where(File.Exists).ToDictionary(
        path => Path.GetFileName(path), File.ReadAllBytes));

    /// <summary>What a loss of power leaves of a folder's databases.</summary>
    public static DiskImage WhatSurvivesPower(string folder, Random dice) => new(In(folder)
        .Where(path => Files[path].IsDeleted || File.Exists(path))
        .Select(path => (Path: path, Content: Files[path].Survives(dice)))
        .Where(file => file.Content is not null)
        .ToDictionary(file => Path.GetFileName(file.Path), file => file.Content!));

    /// <summary>Forgets a folder that nothing runs in any more.</summary>
    public static void Forget(string folder)
    {
        foreach (var path in In(folder))
        {
            Files.Remove(path);
        }
    }

    private static List<string> In(string folder) =>
        [.. Files.Keys.Where(path => Path.GetDirectoryName(path) == folder).Order(StringComparer.Ordinal)];

    private static bool IsJournal(string path) =>
        path.EndsWith("-wal", StringComparison.Ordinal) || path.EndsWith("-journal", StringComparison.Ordinal);

    private static void FlushFolderOf(string path)
    {
        foreach (var beside in In(Path.GetDirectoryName(path)!))
        {
            if (Files[beside].IsDeleted)
            {
                Files.Remove(beside);
            }
            else
            {
                Files[beside].SettleName();
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(SqliteVfs* vfs, byte* name, SqliteFile* file, int flags, int* outFlags)
    {
        var path = name == null ? null : Marshal.PtrToStringUTF8((nint)name)!;
        var isThere = File.Exists(path);
        var result = _base->Open(_base, name, file, flags, outFlags);
        if (result != raw.SQLITE_OK || file->Methods == null || path is null)
        {
            return result;
        }

        // What lies there and was never seen is on the disk; what comes anew under an old name is another file.
        var known = Files.GetValueOrDefault(path);
        if (!isThere)
        {
            Files[path] = TrackedFile.Created(before: known is { IsDeleted: true } ? known : null);
        }
        else if (known is null or { IsDeleted: true })
        {
            Files[path] = TrackedFile.Found(File.ReadAllBytes(path));
        }

        Opened[(nint)file] = path;
        file->Methods = (SqliteFileMethods*)TableOf(file->Methods);
        return result;
    }

    // The log that the last connection deletes is deleted without flushing its folder.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(SqliteVfs* vfs, byte* name, int flushFolder)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        var result = _base->Delete(_base, name, 0);
        if (result != raw.SQLITE_OK)
        {
            return result;
        }

        if (Files.Remove(path, out var deleted) && deleted.Delete() is { } mayReturn)
        {
            Files[path] = mayReturn;
        }

        if (flushFolder != 0)
        {
            FlushFolderOf(path);
        }

        return result;
    }

    private static nint TableOf(SqliteFileMethods* methods)
    {
        // Writing, cutting and flushing is the same in all of the system's tables; they differ in their locks.
        if (!Tables.TryGetValue((nint)methods, out var table))
        {
            _real = *methods;
            var wrapped = (SqliteFileMethods*)NativeMemory.Alloc((nuint)sizeof(SqliteFileMethods));
            *wrapped = *methods;
            wrapped->Write = &Write;
            wrapped->Truncate = &Truncate;
            wrapped->Sync = &Sync;
            Tables[(nint)methods] = table = (nint)wrapped;
        }

        return table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, byte* bytes, int count, long at)
    {
        var path = Opened[(nint)file];
        Writes++;
        BeforeWrite?.Invoke(path);
        if (Fault?.Invoke(path) is { } fault and not 0)
        {
            return fault;
        }

        if (Files.TryGetValue(path, out var tracked))
        {
            tracked.Write(at, new ReadOnlySpan<byte>(bytes, count));
        }

        return _real.Write(file, bytes, count, at);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(SqliteFile* file, long size)
    {
        if (Files.TryGetValue(Opened[(nint)file], out var tracked))
        {
            tracked.Truncate(size);
        }

        return _real.Truncate(file, size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(SqliteFile* file, int flags)
    {
        var path = Opened[(nint)file];
        BeforeSync?.Invoke(path);
        var tracked = Files.GetValueOrDefault(path);
        if (SyncFault?.Invoke(path) == true)
        {
            tracked?.FailSync();
            return raw.SQLITE_IOERR_FSYNC;
        }

        tracked?.Sync();
        // SQLite's VFS flushes the folder with the first flush of a new journal or log, and of no other file.
        if (tracked is { IsNameDurable: false } && IsJournal(path))
        {
            FlushFolderOf(path);
        }

        return raw.SQLITE_OK;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial SqliteVfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(SqliteVfs* vfs, int makeDefault);
}
