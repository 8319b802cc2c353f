using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Simulation;

/// <summary>Decides how a customer is treated, from nothing but a hash of the seed and the customer's id.</summary>
public static class PaymentRules
{
    private const int ShortestDelayMs = 20;
    private const int LongestDelayMs = 400;

    public static PaymentBehaviour Of(SimulatorOptions options, string customerId)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(options.Seed.ToString(CultureInfo.InvariantCulture) + "\n" + customerId), hash);
        var outcome = Outcome(options, Share(hash, 0));
        var delayed = outcome == PaymentOutcome.Late || Share(hash, 4) < options.DelayRate;
        var delay = ShortestDelayMs + (Share(hash, 8) * (LongestDelayMs - ShortestDelayMs));
        return new PaymentBehaviour(
            outcome,
            delayed ? TimeSpan.FromMilliseconds(delay) : TimeSpan.Zero,
            Duplicate: Share(hash, 12) < options.DuplicateRate,
            Early: !delayed && Share(hash, 16) < options.EarlyRate,
            OutOfOrder: Share(hash, 20) < options.OutOfOrderRate);
    }

    /// <summary>A payment's status once its outcome is reached.</summary>
    internal static SimulatedStatus StatusAfter(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Captured => SimulatedStatus.Captured,
        PaymentOutcome.Declined => SimulatedStatus.Failed,
        _ => SimulatedStatus.Open,
    };

    private static PaymentOutcome Outcome(SimulatorOptions options, double share) =>
        share < options.DeclineRate ? PaymentOutcome.Declined
        : share < options.DeclineRate + options.HeldRate ? PaymentOutcome.Held
        : share < options.DeclineRate + options.HeldRate + options.LateRate ? PaymentOutcome.Late
        : PaymentOutcome.Captured;

    // Each property has its own four bytes of the hash, so that all are independent.
    private static double Share(ReadOnlySpan<byte> hash, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(hash[offset..]) / (uint.MaxValue + 1.0);
}

/// <summary>How a simulated customer's payment ends.</summary>
public enum PaymentOutcome
{
    /// <summary>The money is collected.</summary>
    Captured,

    /// <summary>The card is declined.</summary>
    Declined,

    /// <summary>Nothing happens until the merchant voids it.</summary>
    Held,

    /// <summary>The money is collected just as the merchant voids it: the two cross.</summary>
    Late,
}

/// <summary>How the payment provider treats one customer.</summary>
/// <param name="Delay">How long the provider takes to settle.</param>
/// <param name="Duplicate">The merchant is notified twice.</param>
/// <param name="Early">The merchant is notified before the request for the payment is answered.</param>
/// <param name="OutOfOrder">The event of the payment's creation comes after the one of its settlement.</param>
public sealed record PaymentBehaviour(PaymentOutcome Outcome, TimeSpan Delay, bool Duplicate, bool Early, bool OutOfOrder);
