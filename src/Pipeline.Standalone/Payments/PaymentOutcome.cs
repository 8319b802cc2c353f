namespace Pipeline.Standalone.Payments;

/// <summary>What a simulated customer's payment comes to.</summary>
internal enum PaymentOutcome
{
    /// <summary>The money is collected.</summary>
    Captured,

    /// <summary>The card is declined.</summary>
    Declined,

    /// <summary>Nothing happens until the merchant voids it.</summary>
    Held,

    /// <summary>The money is collected just when the merchant voids it: both are under way at once.</summary>
    Late,
}
