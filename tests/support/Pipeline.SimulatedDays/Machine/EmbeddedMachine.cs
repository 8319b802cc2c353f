using Pipeline.Audit;
using Pipeline.Embedded;
using Pipeline.Embedded.Audit;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Disk;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;
using Pipeline.Sqlite;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>
/// The machine that the pipeline runs on: its disk, and one process after the other. Each life after a death has a folder of its own, since
/// the dead one's files are still open in this process.
/// </summary>
internal sealed class EmbeddedMachine : IPipeline, IDisposable
{
    private readonly string _root;
    private readonly Steps _steps;
    private readonly SteppedTime _time;
    private readonly StepScheduler _world;
    private readonly Func<StepScheduler, Random, Outside> _outside;
    private readonly Random _dice;
    private readonly Story _story;
    private readonly Weather _weather;
    private readonly List<string> _broken = [];
    private EmbeddedProcess? _process;
    private ProcessLog? _log;
    private LosableFiles _files;
    private Survivors? _lost;
    private (Death Death, long Left)? _coming;
    private int _lives;

    public EmbeddedMachine(
        string root, Steps steps, SteppedTime time, StepScheduler world, Weather weather, Func<StepScheduler, Random, Outside> outside,
        int seed, Story story)
    {
        (_root, _steps, _time, _world, _weather, _outside, _story) = (root, steps, time, world, weather, outside, story);
        _dice = new Random(seed);
        _files = new LosableFiles();
        PowerLossVfs.BeforeWrite = _ => OnWrite();
        PowerLossVfs.Fault = _ => weather.On(FaultyPart.Disk) is null ? 0 : SQLitePCL.raw.SQLITE_FULL;
    }

    /// <summary>Ends that nothing of the day explains.</summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <summary>Whether a process runs.</summary>
    public bool IsUp => _process is not null;

    public int Lives => _lives;

    public Task<CallAnswer> CallAsync(Call call) => _process?.CallAsync(call) ?? Task.FromResult(CallAnswer.None);

    /// <summary>Starts a process on a folder.</summary>
    public async Task StartAsync(string? folder = null)
    {
        folder ??= Path.Combine(_root, $"{++_lives}");
        var dice = new Random(_dice.Next());
        var scheduler = new StepScheduler(_steps);
        _files.Fault = _ => FaultOfMail();
        _log = new ProcessLog(_story);
        try
        {
            _process = new EmbeddedProcess(
                scheduler, _time.Of(scheduler, isSkewed: true), folder, _files, _outside(scheduler, dice), _log, dice);
            _story.Tell("machine", $"process {_lives} starts");
            await _process.StartAsync();
        }
        catch (Exception error) when (error is not EscapedException)
        {
            _broken.Add($"Process {_lives} does not start: {error.Message}");
            _story.Tell("machine", $"process {_lives} does not start: {error}");
            _process = null;
        }
    }

    /// <summary>The process's end comes closer: after so many steps, or writes.</summary>
    public void Await(Death death) => _coming ??= (death, death.After);

    /// <summary>After each step: the process ends if its time has come.</summary>
    public void OnStep()
    {
        if (_lost is { } image)
        {
            _lost = null;
            Die(image, _coming!.Value.Death);
        }
        else if (_coming is { Death.How: DeathKind.Kill or DeathKind.Restart } coming)
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

    /// <summary>Nothing is left to do: what was to end the process later ends it now.</summary>
    public void OnIdle()
    {
        if (_coming is { } coming)
        {
            _lost = coming.Death.How == DeathKind.PowerLoss && _process is not null ? WhatSurvivesPower(coming.Death) : null;
            _coming = coming with { Left = 0 };
            OnStep();
        }
    }

    /// <summary>What the audit sees once the process has ended for good.</summary>
    public AuditSnapshot Read(OutsideBooks books)
    {
        _process?.Kill();
        var mail = Path.Combine(_process!.Folder, "mail");
        return SqliteSnapshot.Read(new DataOptions { Directory = _process.Folder }.DatabasePath, mail) with
        {
            Mails = _files.Files.Where(file => file.EndsWith(".eml", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(mail, file)).ToHashSet(StringComparer.Ordinal),
            Ledger = books.Provider.Ledger,
            Parcels = books.Parcels,
        };
    }

    /// <summary>A hash of everything that the pipeline keeps.</summary>
    public string Hash() => StateHash.Of(new DataOptions { Directory = _process!.Folder }.DatabasePath, _root);

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.ReleaseFiles();
            PowerLossVfs.Forget(_process.Folder);
        }

        PowerLossVfs.BeforeWrite = null;
        PowerLossVfs.Fault = null;
    }

    // Only a failure that nobody foresaw makes dead letters: what is known to be an outage is waited out.
    private Exception? FaultOfMail() => _weather.On(FaultyPart.MailFolder) switch
    {
        null => null,
        FaultKind.AnswerLost => new NotSupportedException("The folder is of a kind that nobody foresaw."),
        _ => new IOException("No space left on device"),
    };

    private void OnWrite()
    {
        if (_coming is { Death.How: DeathKind.PowerLoss } coming && _lost is null && _process is not null)
        {
            _coming = coming with { Left = coming.Left - 1 };
            if (coming.Left <= 0)
            {
                _lost = WhatSurvivesPower(coming.Death);
            }
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
            dice.Next(2) == 0 ? ReadMark() : null);
    }

    private Survivors WhatSurvivesKill() => new(PowerLossVfs.WhatSurvivesKill(_process!.Folder), _files.AfterKill(), ReadMark());

    private byte[]? ReadMark()
    {
        var mark = MarkIn(_process!.Folder);
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
            Die(WhatSurvivesKill(), death);
        }
        else
        {
            _coming = null;
            _ = _world.PostAsync(() => RestartAsync(_process, death));
        }
    }

    // The engine gave up on its storage: whoever runs it starts it again.
    private void OnOwnEnd()
    {
        _broken.AddRange(_log!.Critical.Where(line => line.Contains("unforeseen", StringComparison.Ordinal)));
        var death = new Death(TimeSpan.Zero, 0, DeathKind.Kill, 0, TimeSpan.FromSeconds(1));
        Die(WhatSurvivesKill(), death);
    }

    private void Die(Survivors survivors, Death death)
    {
        _story.Tell("machine", $"{death.How} ends process {_lives}");
        _coming = null;
        var dead = _process!;
        _process = null;
        dead.Kill();
        var folder = Path.Combine(_root, $"{++_lives}");
        OwnerOnly.CreateFolder(folder);
        survivors.Disk.WriteTo(folder);
        if (survivors.Mark is { } mark)
        {
            File.WriteAllBytes(MarkIn(folder), mark);
        }

        _files = survivors.Files.MovedTo(dead.Folder, folder);
        dead.ReleaseFiles();
        PowerLossVfs.Forget(dead.Folder);
        _ = _world.PostAsync(() => StartAfterAsync(folder, death.Away));
    }

    private async Task RestartAsync(EmbeddedProcess running, Death death)
    {
        _story.Tell("machine", $"process {_lives} is stopped");
        if (_process == running)
        {
            _process = null;
            await running.StopAsync();
            await StartAfterAsync(running.Folder, death.Away);
        }
    }

    private async Task StartAfterAsync(string folder, TimeSpan away)
    {
        await Task.Delay(away, _time.Of(_world));
        await StartAsync(folder);
    }
}

/// <summary>What an end of the process leaves: the database, the files beside it, and the mark of its last commit.</summary>
internal sealed record Survivors(DiskImage Disk, LosableFiles Files, byte[]? Mark);
