using Pipeline.Audit;
using Pipeline.Embedded;
using Pipeline.Embedded.Audit;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Disk;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;
using Pipeline.Sqlite;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>
/// The machine that the pipeline runs on: its disk, and one process after the other. Each life after a death has a folder of its own, since
/// the dead one's files are still open in this process.
/// </summary>
internal sealed class EmbeddedMachine : IMachine
{
    private readonly Surroundings _around;
    private readonly Random _dice;
    private readonly List<string> _broken = [];
    private EmbeddedProcess? _process;
    private ProcessLog? _log;
    private LosableFiles _files;
    private Survivors? _lost;
    private (Death Death, long Left)? _coming;
    private int _lives;

    public EmbeddedMachine(Surroundings around)
    {
        _around = around;
        _dice = new Random(around.Seed);
        _files = new LosableFiles();
        PowerLossVfs.BeforeWrite = _ => OnWrite();
        PowerLossVfs.Fault = _ => around.Weather.On(FaultyPart.Store) is null ? 0 : SQLitePCL.raw.SQLITE_FULL;
    }

    public IReadOnlyList<string> Broken => _broken;

    public bool IsUp => _process is not null;

    public int Lives => _lives;

    public Task<CallAnswer> CallAsync(Call call) => _process?.CallAsync(call) ?? Task.FromResult(CallAnswer.None);

    public Task StartAsync() => StartAsync(Path.Combine(_around.Root, $"{++_lives}"));

    public void Await(Death death) => _coming ??= (death, death.After);

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

    public void OnIdle()
    {
        if (_coming is { } coming)
        {
            _lost = coming.Death.How == DeathKind.PowerLoss && _process is not null ? WhatSurvivesPower(coming.Death) : null;
            _coming = coming with { Left = 0 };
            OnStep();
        }
    }

    public Task<AuditSnapshot> ReadAsync()
    {
        _process?.Kill();
        var mail = Path.Combine(_process!.Folder, "mail");
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
        PowerLossVfs.Fault = null;
    }

    // Only a failure that nobody foresaw makes dead letters: what is known to be an outage is waited out.
    private Exception? FaultOfMail() => _around.Weather.On(FaultyPart.Mail) switch
    {
        null => null,
        FaultKind.AnswerLost => new NotSupportedException("The folder is of a kind that nobody foresaw."),
        _ => new IOException("No space left on device"),
    };

    private async Task StartAsync(string folder)
    {
        var dice = new Random(_dice.Next());
        var scheduler = new StepScheduler(_around.Steps);
        _files.Fault = _ => FaultOfMail();
        _log = new ProcessLog(_around.Story);
        try
        {
            var outside = new Outside(_around.World, _around.Weather, _around.Books, dice);
            _process = new EmbeddedProcess(
                scheduler, _around.Time.Of(scheduler, isSkewed: true), folder, _files, outside, _log, dice);
            _around.Story.Tell("machine", $"process {_lives} starts");
            await _process.StartAsync();
        }
        catch (Exception error) when (error is not EscapedException)
        {
            _broken.Add($"Process {_lives} does not start: {error.Message}");
            _around.Story.Tell("machine", $"process {_lives} does not start: {error}");
            _process = null;
        }
    }

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
            _ = _around.World.PostAsync(() => RestartAsync(_process, death));
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
        _around.Story.Tell("machine", $"{death.How} ends process {_lives}");
        _coming = null;
        var dead = _process!;
        _process = null;
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
            await running.StopAsync();
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
