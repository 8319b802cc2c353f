using System.Globalization;
using BenchmarkDotNet.Running;
using Pipeline.Benchmarks.Engine;
using Pipeline.Benchmarks.Limits;

// "limits", "engine [orders]" and "lines [lines subjects]" are load runs of the whole; anything else is for BenchmarkDotNet (--filter '*').
switch (args)
{
    case ["limits"]:
        await RawLimits.RunAsync();
        break;
    case ["engine", .. var rest]:
        await EngineLoad.RunAsync(rest is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 20_000);
        break;
    case ["lines", .. var rest]:
        await (rest is [var lines, var subjects]
            ? LineLoad.RunAsync(int.Parse(lines, CultureInfo.InvariantCulture), int.Parse(subjects, CultureInfo.InvariantCulture))
            : LineLoad.RunAsync(200_000, 1));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
