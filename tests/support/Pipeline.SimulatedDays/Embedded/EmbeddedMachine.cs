using Pipeline.Audit;
using Pipeline.Embedded;
using Pipeline.Embedded.Audit;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Disk;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>
/// The machine that the pipeline runs on: its disk, and one process after the other. Each life after a death has a folder of its own, since
/// the dead one's files are still open in this process.
/// </summary>
internal sealed class EmbeddedMachine : IMachine
{
    private const string Archive = "archive";
    private const string Mail = "mail";

    private readonly Surroundings _around;
    private readonly Random _dice;
    private readonly List<string> _broken = [];
    private readonly ComingDeath _coming = new();
    private readonly StorageFaults _faults;
    private EmbeddedProcess? _process;
    private ProcessLog? _log;
    private LosableFiles _files;
    private Survivors? _lost;
    private int _lives;
    private int _upgrades;
    private int _faultsBefore;

    public EmbeddedMachine(Surroundings around)
    {
        _around = around;
        _dice = new Random(around.Day.Seed);
        _faults = new StorageFaults(around.Weather);
        _files = new LosableFiles();
        around.Books.OnEffect = () => CountDown(DeathAim.Effect);
        PowerLossVfs.BeforeWrite = _ => OnWrite();
        PowerLossVfs.BeforeSync = _ => CountDown(DeathAim.Flush);
        PowerLossVfs.Fault = _ => _faults.OfWrite();
        PowerLossVfs.SyncFault = _ => _faults.OfFlush();
    }

    public IReadOnlyList<string> Broken => _broken;

    public bool IsUp => _process is not null;

    public int Lives => _lives;

    public TimeSpan Aftermath => TimeSpan.Zero;

    public Task<CallAnswer> CallAsync(Call call) => _process?.CallAsync(call) ?? Task.FromResult(CallAnswer.None);

    public Task StartAsync() => StartAsync(Path.Combine(_around.Root, $"{++_lives}"));

    public void Await(Death death) => _coming.Await(death);

    public void OnStep()
    {
        if (_lost is { } image)
        {
            _lost = null;
            Die(image, _coming.Death!);
        }
        else if (_coming.Counts(death => death.How != DeathKind.PowerLoss, out var isDue))
        {
            if (isDue)
            {
                End(_coming.Death!);
            }
        }
        else if (_log is { WantsToStop: true } && _process is not null)
        {
            OnOwnEnd();
        }
    }

    public void OnIdle()
    {
        if (_coming.Death is { Aim: DeathAim.Anywhere } death)
        {
            _lost = death.How == DeathKind.PowerLoss && _process is not null ? WhatSurvivesPower(death) : null;
            _coming.HastenNow();
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

    private async Task StartAsync(string folder)
    {
        var dice = new Random(_dice.Next());
        var scheduler = new StepScheduler(_around.Steps);
        (_files.Fault, _files.Renamed) = (_faults.OfFile, _around.Books.OnEffect);
        _log = new ProcessLog(_around.Story);
        _faultsBefore = _faults.Count;
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
            if (_faultsBefore == _faults.Count)
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
        if (_lost is null && _process is not null && _coming.Counts(death => death.How == DeathKind.PowerLoss, out var isDue) && isDue)
        {
            _lost = WhatSurvivesPower(_coming.Death!);
        }
    }

    // What it aims at has happened so often: power goes at once, or before the next write; a kill comes within a few steps.
    private void CountDown(DeathAim what)
    {
        if (_process is not null && _lost is null && _coming.Aims(what) && _coming.Death is { How: DeathKind.PowerLoss } death)
        {
            _coming.HastenNow();
            _lost = what == DeathAim.Flush ? WhatSurvivesPower(death) : null;
        }
    }

    // Taken at the very write, in the middle of a step whose rest never happened.
    private Survivors WhatSurvivesPower(Death death) => Survivors.OfPowerLoss(_process!.Folder, _files, new Random(death.Dice));


    private void End(Death death)
    {
        if (_process is null)
        {
            _coming.Clear();
        }
        else if (death.How == DeathKind.Kill)
        {
            Die(Survivors.OfKill(_process!.Folder, _files), death);
        }
        else
        {
            _coming.Clear();
            _ = _around.World.PostAsync(() => RestartAsync(_process, death));
        }
    }

    // The engine gave up on its storage: whoever runs it starts it again. That must have failed, and nothing else may have.
    private void OnOwnEnd()
    {
        var hadCause = _faultsBefore != _faults.Count;
        _broken.AddRange(_log!.Critical.Where(line => !hadCause || line.Contains("unforeseen", StringComparison.Ordinal)));
        var death = new Death(TimeSpan.Zero, 0, DeathKind.Kill, DeathAim.Anywhere, 0, TimeSpan.FromSeconds(20));
        Die(Survivors.OfKill(_process!.Folder, _files), death);
    }

    private void Die(Survivors survivors, Death death)
    {
        _around.Story.Tell("machine", $"{death.How} ends process {_lives}");
        _coming.Clear();
        var dead = _process!;
        _process = null;
        MoveOn(dead, survivors, death);
    }

    // A process may not end as it should while its storage fails.
    private void MoveOn(EmbeddedProcess dead, Survivors survivors, Death death)
    {
        dead.Kill();
        var folder = Path.Combine(_around.Root, $"{++_lives}");
        survivors.WriteTo(folder);
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
            var faults = _faults.Count;
            try
            {
                await running.StopAsync();
            }
            catch (Exception error) when (error is not EscapedException && faults != _faults.Count)
            {
                _around.Story.Tell("machine", $"process {_lives} does not stop as it should: {error.Message}");
                MoveOn(running, Survivors.OfKill(running.Folder, _files), death);
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
