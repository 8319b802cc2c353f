namespace Pipeline.Standalone.Payments;

/// <summary>What the simulated provider answers: the id of a payment or refund and its status, or an error.</summary>
internal sealed record SimulatorAnswer(string? Id, string? Status, string? Error = null);
