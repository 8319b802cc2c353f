using Pipeline.Audit;
using Pipeline.Embedded;
using Pipeline.Embedded.Audit;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Disk;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;
using Pipeline.Sqlite;
using SQLitePCL;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>
/// The machine that the pipeline runs on: its disk, and one process after the other. Each life after a death has a folder of its own, since
/// the dead one's files are still open in this process.
/// </summary>
internal sealed class EmbeddedMachine : IMachine
{
    private const int FewSteps = 8;
    private const string Archive = "archive";
    private const string Mail = "mail";

    private readonly Surroundings _around;
    private readonly Random _dice;
    private readonly List<string> _broken = [];
    private EmbeddedProcess? _process;
    private ProcessLog? _log;
    private LosableFiles _files;
    private Survivors? _lost;
    private (Death Death, long Left)? _coming;
    private int _lives;
    private int _upgrades;
    private int _storageFaults;

    public EmbeddedMachine(Surroundings around)
    {
        _around = around;
        _dice = new Random(around.Day.Seed);
        _files = new LosableFiles();
        around.Books.OnEffect = () => CountDown(DeathAim.Effect);
        PowerLossVfs.BeforeWrite = _ => OnWrite();
        PowerLossVfs.BeforeSync = _ => CountDown(DeathAim.Flush);
        PowerLossVfs.Fault = _ => FaultOfWrite();
        PowerLossVfs.SyncFault = _ => FailsToFlush();
    }

    public IReadOnlyList<string> Broken => _broken;

    public bool IsUp => _process is not null;

    public int Lives => _lives;

    public TimeSpan Aftermath => TimeSpan.Zero;

    public Task<CallAnswer> CallAsync(Call call) => _process?.CallAsync(call) ?? Task.FromResult(CallAnswer.None);

    public Task StartAsync() => StartAsync(Path.Combine(_around.Root, $"{++_lives}"));

    public void Await(Death death)
    {
        if (_coming is null or { Death.Aim: not DeathAim.Anywhere })
        {
            _coming = (death, death.After);
        }
    }

    public void OnStep()
    {
        if (_lost is { } image)
        {
            _lost = null;
            Die(image, _coming!.Value.Death);
        }
        else if (_coming is { Death: { How: not DeathKind.PowerLoss, Aim: DeathAim.Anywhere } } coming)
        {
            _coming = coming with { Left = coming.Left - 1 };
            if (coming.Left <= 0)
            {
                End(coming.Death);
            }
        }
        else if (_log is { WantsToStop: true } && _process is not null)
        {
            OnOwnEnd();
        }
    }

    public void OnIdle()
    {
        if (_coming is { Death.Aim: DeathAim.Anywhere } coming)
        {
            _lost = coming.Death.How == DeathKind.PowerLoss && _process is not null ? WhatSurvivesPower(coming.Death) : null;
            _coming = coming with { Left = 0 };
            OnStep();
        }
    }

    public Task<AuditSnapshot> ReadAsync()
    {
        _process?.Kill();
        var mail = Path.Combine(_process!.Folder, Mail);
        _files.WriteTo(Path.Combine(_process.Folder, Archive));
        return Task.FromResult(SqliteSnapshot.Read(new DataOptions { Directory = _process.Folder }.DatabasePath, mail) with
        {
            Mails = _files.Files.Where(file => file.EndsWith(".eml", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(mail, file)).ToHashSet(StringComparer.Ordinal),
            Ledger = _around.Books.Provider.Ledger,
            Parcels = _around.Books.Parcels,
        });
    }

    public string Hash() => StateHash.Of(new DataOptions { Directory = _process!.Folder }.DatabasePath, _around.Root);

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.ReleaseFiles();
            PowerLossVfs.Forget(_process.Folder);
        }

        PowerLossVfs.BeforeWrite = null;
        PowerLossVfs.BeforeSync = null;
        PowerLossVfs.SyncFault = null;
        PowerLossVfs.Fault = null;
    }

    private int FaultOfWrite()
    {
        var result = _around.Weather.On(FaultyPart.Store) switch
        {
            null or FaultKind.AnswerLost => raw.SQLITE_OK,
            FaultKind.Wrong => raw.SQLITE_IOERR_WRITE,
            _ => raw.SQLITE_FULL,
        };
        _storageFaults += result == raw.SQLITE_OK ? 0 : 1;
        return result;
    }

    private bool FailsToFlush()
    {
        var fails = _around.Weather.On(FaultyPart.Store) == FaultKind.AnswerLost;
        _storageFaults += fails ? 1 : 0;
        return fails;
    }

    // Only a failure that nobody foresaw makes dead letters: what is known to be an outage is waited out.
    private Exception? FaultOfFile(string path) => _around.Weather.On(FaultyPart.Mail) switch
    {
        null => null,
        FaultKind.Wrong when path.Contains(Mail, StringComparison.Ordinal) =>
            new NotSupportedException("The folder is of a kind that nobody foresaw."),
        FaultKind.Wrong => new UnauthorizedAccessException("Access to the path is denied."),
        _ => new IOException("No space left on device"),
    };

    private async Task StartAsync(string folder)
    {
        var dice = new Random(_dice.Next());
        var scheduler = new StepScheduler(_around.Steps);
        (_files.Fault, _files.Renamed) = (FaultOfFile, _around.Books.OnEffect);
        _log = new ProcessLog(_around.Story);
        var faults = _storageFaults;
        try
        {
            var outside = new Outside(_around.World, _around.Weather, _around.Books, dice, _around.Story);
            _process = new EmbeddedProcess(
                scheduler,
                _around.Time.Of(scheduler, isSkewed: true),
                folder,
                _around.Day.ArchiveAfter,
                _upgrades,
                _files,
                outside,
                _log,
                dice);
            _around.Story.Tell("machine", $"process {_lives} starts");
            await _process.StartAsync();
        }
        catch (Exception error) when (error is not EscapedException)
        {
            _around.Story.Tell("machine", $"process {_lives} does not start: {error}");
            if (faults == _storageFaults)
            {
                _broken.Add($"Process {_lives} does not start: {error.Message}");
                _process = null;
            }
            else
            {
                OnOwnEnd();
            }
        }
    }

    private void OnWrite()
    {
        if (_coming is { Death: { How: DeathKind.PowerLoss, Aim: DeathAim.Anywhere } } coming && _lost is null && _process is not null)
        {
            _coming = coming with { Left = coming.Left - 1 };
            if (coming.Left <= 0)
            {
                _lost = WhatSurvivesPower(coming.Death);
            }
        }
    }

    // What it aims at has happened so often: power goes at once, or before the next write; a kill comes within a few steps.
    private void CountDown(DeathAim what)
    {
        if (_coming is not { } coming || coming.Death.Aim != what || _process is null || _lost is not null)
        {
            return;
        }

        _coming = coming with { Left = coming.Left - 1 };
        if (coming.Left > 0)
        {
            return;
        }

        _coming = (coming.Death with { Aim = DeathAim.Anywhere }, new Random(coming.Death.Dice).Next(FewSteps));
        if (coming.Death.How == DeathKind.PowerLoss)
        {
            _coming = _coming.Value with { Left = 0 };
            _lost = what == DeathAim.Flush ? WhatSurvivesPower(coming.Death) : null;
        }
    }

    // Taken at the very write, in the middle of a step whose rest never happened.
    private Survivors WhatSurvivesPower(Death death)
    {
        var dice = new Random(death.Dice);
        // The mark is never flushed: it may be any older one, here none.
        return new Survivors(
            PowerLossVfs.WhatSurvivesPower(_process!.Folder, dice),
            _files.AfterPowerLoss(dice),
            dice.Next(2) == 0 ? ReadMark(_process) : null);
    }

    private Survivors WhatSurvivesKill(EmbeddedProcess process) =>
        new(PowerLossVfs.WhatSurvivesKill(process.Folder), _files.AfterKill(), ReadMark(process));

    private static byte[]? ReadMark(EmbeddedProcess process)
    {
        var mark = MarkIn(process.Folder);
        return File.Exists(mark) ? File.ReadAllBytes(mark) : null;
    }

    private static string MarkIn(string folder) => CommitMark.PathOf(new DataOptions { Directory = folder }.DatabasePath);

    private void End(Death death)
    {
        if (_process is null)
        {
            _coming = null;
        }
        else if (death.How == DeathKind.Kill)
        {
            Die(WhatSurvivesKill(_process!), death);
        }
        else
        {
            _coming = null;
            _ = _around.World.PostAsync(() => RestartAsync(_process, death));
        }
    }

    // The engine gave up on its storage: whoever runs it starts it again.
    private void OnOwnEnd()
    {
        _broken.AddRange(_log!.Critical.Where(line => line.Contains("unforeseen", StringComparison.Ordinal)));
        var death = new Death(TimeSpan.Zero, 0, DeathKind.Kill, DeathAim.Anywhere, 0, TimeSpan.FromSeconds(20));
        Die(WhatSurvivesKill(_process!), death);
    }

    private void Die(Survivors survivors, Death death)
    {
        _around.Story.Tell("machine", $"{death.How} ends process {_lives}");
        _coming = null;
        var dead = _process!;
        _process = null;
        MoveOn(dead, survivors, death);
    }

    // A process may not end as it should while its storage fails.
    private void MoveOn(EmbeddedProcess dead, Survivors survivors, Death death)
    {
        dead.Kill();
        var folder = Path.Combine(_around.Root, $"{++_lives}");
        OwnerOnly.CreateFolder(folder);
        survivors.Disk.WriteTo(folder);
        if (survivors.Mark is { } mark)
        {
            File.WriteAllBytes(MarkIn(folder), mark);
        }

        _files = survivors.Files.MovedTo(dead.Folder, folder);
        dead.ReleaseFiles();
        PowerLossVfs.Forget(dead.Folder);
        _ = _around.World.PostAsync(() => StartAfterAsync(folder, death.Away));
    }

    private async Task RestartAsync(EmbeddedProcess running, Death death)
    {
        _around.Story.Tell("machine", $"process {_lives} is stopped");
        if (_process == running)
        {
            _process = null;
            _upgrades += death.How == DeathKind.Upgrade ? 1 : 0;
            var faults = _storageFaults;
            try
            {
                await running.StopAsync();
            }
            catch (Exception error) when (error is not EscapedException && faults != _storageFaults)
            {
                _around.Story.Tell("machine", $"process {_lives} does not stop as it should: {error.Message}");
                MoveOn(running, WhatSurvivesKill(running), death);
                return;
            }

            await StartAfterAsync(running.Folder, death.Away);
        }
    }

    private async Task StartAfterAsync(string folder, TimeSpan away)
    {
        await Task.Delay(away, _around.Time.Of(_around.World));
        await StartAsync(folder);
    }
}

/// <summary>What an end of the process leaves: the database, the files beside it, and the mark of its last commit.</summary>
internal sealed record Survivors(DiskImage Disk, LosableFiles Files, byte[]? Mark);
