namespace Pipeline.Standalone.Payments;

/// <summary>Body of a refund at the simulated provider.</summary>
internal sealed record RefundRequest(long Amount);
