using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>The end of a process that comes closer with each of what is counted for it.</summary>
internal sealed class ComingDeath
{
    private const int FewSteps = 8;

    private (Death Death, long Left)? _coming;

    /// <summary>What comes; null when nothing does.</summary>
    public Death? Death => _coming?.Death;

    /// <summary>It comes, unless another one is close; one that aims at something that may never happen gives way.</summary>
    public void Await(Death death)
    {
        if (_coming is null or { Death.Aim: not DeathAim.Anywhere })
        {
            _coming = (death, death.After);
        }
    }

    /// <summary>It comes within a few steps.</summary>
    public void Hasten(Death death) => _coming = (death with { Aim = DeathAim.Anywhere }, new Random(death.Dice).Next(FewSteps));

    /// <summary>It comes at once.</summary>
    public void HastenNow() => _coming = _coming is { } coming ? (coming.Death, 0) : null;

    public void Clear() => _coming = null;

    /// <summary>Counts one step, or write, if a death that comes anywhere is one of these; says whether it is due.</summary>
    public bool Counts(Func<Death, bool> these, out bool isDue)
    {
        isDue = false;
        if (_coming is not { Death.Aim: DeathAim.Anywhere } coming || !these(coming.Death))
        {
            return false;
        }

        _coming = coming with { Left = coming.Left - 1 };
        isDue = coming.Left <= 0;
        return true;
    }

    /// <summary>Counts one of what a death aims at; true when it was the last, and the death comes within a few steps.</summary>
    public bool Aims(DeathAim what)
    {
        if (_coming is not { } coming || coming.Death.Aim != what)
        {
            return false;
        }

        if (coming.Left > 0)
        {
            _coming = coming with { Left = coming.Left - 1 };
            return false;
        }

        Hasten(coming.Death);
        return true;
    }
}
