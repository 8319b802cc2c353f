namespace Pipeline.Core.Tests.Sagas;

/// <summary>One thing that happens to a saga; <paramref name="Pick"/> selects among the possible events or earlier inputs.</summary>
public readonly record struct Move(MoveKind Kind, int Pick);

public enum MoveKind
{
    Succeed,
    FailTransiently,
    FailPermanently,
    Deadline,
    SuccessEvent,
    FailureEvent,
    Cancel,
    Noise,
    StartAgain,
    Duplicate,
    StaleResult,
    StaleDeadline,
    Resume,
}
