namespace Microsoft.DurableTask;

/// <summary>Stand-in: options of a start.</summary>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null);
