using System.CommandLine;
using Pipeline.SimulatedDays;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Disk;

var seed = new Option<int>("--seed") { Description = "The first day's seed.", DefaultValueFactory = _ => 1 };
var seeds = new Option<int>("--seeds") { Description = "How many days.", DefaultValueFactory = _ => 1 };
seeds.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
    {
        result.AddError("--seeds must be 1 or more.");
    }
});
var replay = new Option<FileInfo?>("--replay") { Description = "Run the day of a file instead, and tell its story." };
var money = new Option<bool>("--money") { Description = "With payments on ways that the pipeline is known not to handle yet." };
var engine = new Option<Engine>("--engine") { Description = "The engine that days are drawn for: embedded or azure." };
var full = new Option<bool>("--full") { Description = "Every day with all of its faults and deaths." };
var asIs = new Option<bool>("--as-is") { Description = "Say what a bad day breaks, and neither make it smaller nor write it down." };
var to = new Option<DirectoryInfo>("--to")
{
    Description = "Where a bad day's file and story are written.",
    DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
};
var command = new RootCommand("Simulates days of the pipeline by seed: docs/reliability.md.")
{
    engine, seed, seeds, replay, money, full, asIs, to,
};
command.SetAction(parsed =>
{
    PowerLossVfs.Install();
    return parsed.GetValue(replay) is { } file
        ? Simulate.Replay(file.FullName)
        : Simulate.Many(
            parsed.GetValue(engine),
            parsed.GetValue(seed),
            parsed.GetValue(seeds),
            new DaySize(Money: parsed.GetValue(money), IsFull: parsed.GetValue(full)),
            parsed.GetValue(asIs) ? null : parsed.GetValue(to)!.FullName);
});
return command.Parse(args).Invoke();
