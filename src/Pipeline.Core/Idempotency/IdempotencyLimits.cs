namespace Pipeline.Idempotency;

/// <summary>How long keys are kept and claims are honoured.</summary>
public static class IdempotencyLimits
{
    public const int MaxKeyLength = 255;

    /// <summary>Stored answers are given again for this long.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>A claim without an answer blocks others for this long, then its request counts as lost.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
}
