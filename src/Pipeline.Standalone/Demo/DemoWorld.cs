using System.Globalization;
using Pipeline.Simulation;

namespace Pipeline.Standalone.Demo;

/// <summary>The settings of the demo's pipeline and of its simulated world.</summary>
internal static class DemoWorld
{
    public const string SoldOutSku = "DEMO-SOLD-OUT";
    public const string Metric = "temperature";
    public const double Threshold = 80;

    /// <summary>Initial stock of every SKU except the sold-out one.</summary>
    public const long Stock = 100_000_000;

    public static IReadOnlyList<string> Skus { get; } = [.. Enumerable.Range(1, 20).Select(number => $"DEMO-{number:00}")];

    /// <summary>How the payment provider treats the demo's customers.</summary>
    public static SimulatorOptions Simulator(DemoOptions demo) => new()
    {
        Seed = demo.Seed,
        DeclineRate = demo.Decline,
        HeldRate = 0.01 * (1 - demo.Decline),
        LateRate = 0.006 * (1 - demo.Decline),
        DelayRate = 0.1,
        DuplicateRate = demo.Duplicate,
        EarlyRate = 0.05,
        OutOfOrderRate = 0.05,
    };

    public static IReadOnlyDictionary<string, string?> Settings(DemoOptions demo)
    {
        var simulator = Simulator(demo);
        return new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Payments:Timeout"] = "00:00:08",
            ["Payments:Simulator:Enabled"] = "true",
            ["Payments:Simulator:Seed"] = demo.Seed.ToString(CultureInfo.InvariantCulture),
            ["Payments:Simulator:DeclineRate"] = Text(simulator.DeclineRate),
            ["Payments:Simulator:HeldRate"] = Text(simulator.HeldRate),
            ["Payments:Simulator:LateRate"] = Text(simulator.LateRate),
            ["Payments:Simulator:DelayRate"] = Text(simulator.DelayRate),
            ["Payments:Simulator:DuplicateRate"] = Text(simulator.DuplicateRate),
            ["Payments:Simulator:EarlyRate"] = Text(simulator.EarlyRate),
            ["Payments:Simulator:OutOfOrderRate"] = Text(simulator.OutOfOrderRate),
            ["Welcome:TipsAfter"] = "00:00:02",
            ["Sensors:Thresholds:" + Metric] = Text(Threshold),
            ["Logging:LogLevel:Default"] = "Error",
        };
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
