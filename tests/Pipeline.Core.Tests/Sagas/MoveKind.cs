namespace Pipeline.Core.Tests.Sagas;

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
