using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>The activity of that turn failed; only a <see cref="Transient"/> failure is tried again.</summary>
public sealed record ActivityFailed(long Turn, Failure Failure) : SagaInput;
