using Pipeline.Embedded.Work;
using Pipeline.Sagas;

namespace Pipeline.Embedded.Sagas;

/// <summary>Keeps the waits of sagas as long as they were meant to be when the clock is set back.</summary>
internal static class SagaWaits
{
    /// <summary>The saga as of now: its deadline was meant as a wait from its last change.</summary>
    public static SagaState AsOf(this SagaState saga, DateTimeOffset now) => saga.Deadline is { } deadline && now < saga.UpdatedAt
        ? saga with { Deadline = StoredTime.Due(now, saga.UpdatedAt, deadline), UpdatedAt = now }
        : saga;
}

/// <summary>The alarm of a saga, which has one at a time; <paramref name="Turn"/> says which wait it ends.</summary>
internal readonly record struct SagaAlarm(string SagaId, long Turn)
{
    /// <summary>Tells alarms apart by their sagas.</summary>
    public static IEqualityComparer<SagaAlarm> BySaga { get; } = EqualityComparer<SagaAlarm>.Create(
        (one, other) => one.SagaId == other.SagaId, alarm => alarm.SagaId.GetHashCode(StringComparison.Ordinal));
}
