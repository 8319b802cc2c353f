using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>What became of an activity, as data; without a code it is done.</summary>
/// <param name="Code">The failure's code.</param>
/// <param name="Detail">The failure's detail.</param>
/// <param name="IsTransient">Whether the saga may try it again; the only difference that its rules make between failures.</param>
/// <param name="RetryAfter">The earliest time to try it again, from now.</param>
public sealed record SagaOutcome(string? Code = null, string? Detail = null, bool IsTransient = false, TimeSpan? RetryAfter = null)
{
    public static SagaOutcome Of(Failure? failure) => failure is null
        ? new SagaOutcome()
        : new SagaOutcome(failure.Code, failure.Detail, failure is Transient, (failure as Transient)?.RetryAfter);

    /// <summary>What the saga is told about the activity of that turn.</summary>
    public SagaInput InputOf(long turn) => Code is null
        ? new ActivitySucceeded(turn)
        : new ActivityFailed(turn, IsTransient ? new Transient(Code, Detail!, RetryAfter) : new Permanent(Code, Detail!));
}
