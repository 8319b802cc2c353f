using Pipeline.Audit;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>What the pipeline runs on: its storage, and one process after the other.</summary>
internal interface IMachine : IPipeline, IDisposable
{
    /// <summary>Ends, and starts that did not succeed, that nothing of the day explains.</summary>
    IReadOnlyList<string> Broken { get; }

    /// <summary>Whether a process runs.</summary>
    bool IsUp { get; }

    /// <summary>How many processes began with what an earlier one left.</summary>
    int Lives { get; }

    /// <summary>How much longer than to the evening it takes until nothing comes of the day any more.</summary>
    TimeSpan Aftermath { get; }

    /// <summary>Starts the day's first process.</summary>
    Task StartAsync();

    /// <summary>The process's end comes closer.</summary>
    void Await(Death death);

    /// <summary>After each step: the process ends if its time has come.</summary>
    void OnStep();

    /// <summary>Nothing is left to do before time passes: what was to end the process later ends it now.</summary>
    void OnIdle();

    /// <summary>What the audit sees in the evening.</summary>
    Task<AuditSnapshot> ReadAsync();

    /// <summary>A hash of everything that the pipeline keeps; asked for last.</summary>
    string Hash();
}

/// <summary>What every machine is made of.</summary>
/// <param name="Day">The day.</param>
/// <param name="Root">A folder of the day's own.</param>
/// <param name="Steps">What runs everything.</param>
/// <param name="Time">The day's time.</param>
/// <param name="World">What runs outside every process, and outlives them.</param>
/// <param name="Weather">What fails just now.</param>
/// <param name="Books">What is known outside the pipeline.</param>
/// <param name="Story">Where what happens is told.</param>
internal sealed record Surroundings(
    Day Day,
    string Root,
    Steps Steps,
    SteppedTime Time,
    StepScheduler World,
    Weather Weather,
    OutsideBooks Books,
    Story Story);
