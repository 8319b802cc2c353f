namespace Microsoft.DurableTask;

/// <summary>Stand-in: who called a sub-orchestration.</summary>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
