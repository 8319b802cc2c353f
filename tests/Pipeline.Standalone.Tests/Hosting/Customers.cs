using Pipeline.Simulation;

namespace Pipeline.Standalone.Tests.Hosting;

/// <summary>Finds customers whom the simulated provider treats in a certain way.</summary>
internal sealed class Customers(SimulatorOptions options)
{
    private int _last;

    /// <summary>The arguments that give a host this provider.</summary>
    public string[] Arguments { get; } =
    [
        $"--Payments:Simulator:Seed={options.Seed}",
        FormattableString.Invariant($"--Payments:Simulator:DeclineRate={options.DeclineRate}"),
        FormattableString.Invariant($"--Payments:Simulator:HeldRate={options.HeldRate}"),
        FormattableString.Invariant($"--Payments:Simulator:LateRate={options.LateRate}"),
        FormattableString.Invariant($"--Payments:Simulator:DelayRate={options.DelayRate}"),
        FormattableString.Invariant($"--Payments:Simulator:DuplicateRate={options.DuplicateRate}"),
        FormattableString.Invariant($"--Payments:Simulator:EarlyRate={options.EarlyRate}"),
        FormattableString.Invariant($"--Payments:Simulator:OutOfOrderRate={options.OutOfOrderRate}"),
    ];

    /// <summary>A customer that was not returned before.</summary>
    public string Next(Func<PaymentBehaviour, bool> which)
    {
        while (true)
        {
            var customer = $"c-{Interlocked.Increment(ref _last)}";
            if (which(PaymentRules.Of(options, customer)))
            {
                return customer;
            }
        }
    }

    public string Next(PaymentOutcome outcome) => Next(behaviour => behaviour.Outcome == outcome);
}
