using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays;

/// <summary>What the command does: runs days, or the day of a file.</summary>
internal static class Simulate
{
    /// <summary>Runs the day of a file and tells its story.</summary>
    public static int Replay(string path)
    {
        Day day;
        try
        {
            day = Day.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            Console.WriteLine($"{path} cannot be read as a day: {error.Message}");
            return 2;
        }

        var story = new Story(isTold: true);
        var result = SimulatedDay.Run(day, story);
        foreach (var line in story.Lines.Concat(result.Findings).Append(result.Line))
        {
            Console.WriteLine(line);
        }

        return result.IsGood ? 0 : 1;
    }

    /// <summary>Runs days until one is bad, which is made as small as it gets and written down, if there is a folder for it.</summary>
    public static int Many(Engine engine, int first, int count, DaySize size, string? folder)
    {
        var began = Stopwatch.StartNew();
        var orders = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var result = SimulatedDay.Run(DayPlan.Draw(engine, seed, size), new Story(isTold: false));
            orders += result.Orders;
            Console.WriteLine(result.Line);
            if (!result.IsGood)
            {
                Report(result, folder);
                return 1;
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} days, {orders} orders in {began.Elapsed.TotalSeconds:F1} s: {count / began.Elapsed.TotalHours:F0} days an hour."));
        return 0;
    }

    private static void Report(DayResult result, string? folder)
    {
        foreach (var finding in result.Findings)
        {
            Console.WriteLine("  " + finding);
        }

        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Console.WriteLine($"  {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        if (folder is null)
        {
            return;
        }

        var kinds = KindsOf(result);
        var smallest = Shrinking.Smallest(
            result.Day, day => KindsOf(SimulatedDay.Run(day, new Story(isTold: false))).Overlaps(kinds));
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"day-{result.Day.Seed}.json");
        smallest.Write(path);
        var story = new Story(isTold: true);
        var again = SimulatedDay.Run(smallest, story);
        File.WriteAllLines(Path.ChangeExtension(path, ".txt"), story.Lines.Concat(again.Findings));
        Console.WriteLine($"  {result.Day.Entries.Count} entries became {smallest.Entries.Count}: {path}, and its story beside it.");
    }

    // A smaller day is bad in the same way when the same rule says so.
    private static HashSet<string> KindsOf(DayResult result) =>
        [.. result.Findings.Select(finding => finding.Split(':', ' ')[0])];
}
