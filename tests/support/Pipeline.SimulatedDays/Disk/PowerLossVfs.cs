using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Pipeline.SimulatedDays.Disk;

/// <summary>
/// SQLite's own VFS, but it remembers what was written since each file's last flush, which a loss of power may take; it can stop before any
/// write, and fail. Nothing is really flushed, which takes most of the time. For one thread, and the whole process.
/// </summary>
internal static unsafe partial class PowerLossVfs
{
    private static readonly Dictionary<nint, nint> Tables = [];
    private static readonly Dictionary<nint, string> Opened = [];
    private static readonly Dictionary<string, TrackedFile> Files = new(StringComparer.Ordinal);
    private static SqliteVfs* _base;
    private static SqliteFileMethods _real;

    /// <summary>Called before each write, with the file's path.</summary>
    public static Action<string>? BeforeWrite { get; set; }

    /// <summary>Gives the result code that a write or a flush of a file fails with; 0 when it does not.</summary>
    public static Func<string, int>? Fault { get; set; }

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
        if (Register(vfs, makeDefault: 1) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException("SQLite did not take the VFS.");
        }
    }

    /// <summary>What the system has written, flushed or not: a killed process loses nothing of it.</summary>
    public static DiskImage WhatSurvivesKill(string folder) => new(In(folder).ToDictionary(
        path => Path.GetFileName(path), File.ReadAllBytes));

    /// <summary>What a loss of power leaves of a folder's databases.</summary>
    public static DiskImage WhatSurvivesPower(string folder, Random dice) => new(In(folder)
        .Select(path => (Path: path, Content: Files[path].Survives(dice)))
        .Where(file => file.Content is not null)
        .ToDictionary(file => Path.GetFileName(file.Path), file => file.Content!));

    /// <summary>Forgets a folder that nothing runs in any more.</summary>
    public static void Forget(string folder)
    {
        foreach (var path in Files.Keys.Where(path => Path.GetDirectoryName(path) == folder).ToList())
        {
            Files.Remove(path);
        }
    }

    private static IEnumerable<string> In(string folder) => Files.Keys
        .Where(path => Path.GetDirectoryName(path) == folder && File.Exists(path)).Order(StringComparer.Ordinal);

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
        if (!isThere || !Files.ContainsKey(path))
        {
            Files[path] = new TrackedFile(isThere ? File.ReadAllBytes(path) : [], isNew: !isThere);
        }

        Opened[(nint)file] = path;
        file->Methods = (SqliteFileMethods*)TableOf(file->Methods);
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
        if (Files.TryGetValue(Opened[(nint)file], out var tracked))
        {
            tracked.Sync();
        }

        return raw.SQLITE_OK;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial SqliteVfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(SqliteVfs* vfs, int makeDefault);
}
