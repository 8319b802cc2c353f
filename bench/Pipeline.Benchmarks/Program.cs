using BenchmarkDotNet.Running;
using Pipeline.Benchmarks.Engine;
using Pipeline.Benchmarks.Limits;

// "limits" and "engine [orders]" are load runs of the whole; anything else is for BenchmarkDotNet (--filter '*').
switch (args)
{
    case ["limits"]:
        await RawLimits.RunAsync();
        break;
    case ["engine", .. var rest]:
        await EngineLoad.RunAsync(rest is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 20_000);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
