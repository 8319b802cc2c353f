namespace Pipeline.Core.Tests.Sagas;

/// <summary>One thing that befalls a saga; <paramref name="Pick"/> chooses among the events or earlier inputs that there are.</summary>
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
