using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Sagas;

/// <summary>
/// A row of <c>sagas</c>. One whose definition is unknown is marked by its phase alone as needing attention: its state stays as it is,
/// so that the saga goes on from there once the definition is back.
/// </summary>
/// <param name="Phase">The row's phase, which lists are filtered by.</param>
/// <param name="DefinitionId">Null for a saga that was started before definitions were stored.</param>
/// <param name="IsDamaged">Whether its state cannot be read; <paramref name="Saga"/> then tells what its other columns do.</param>
internal sealed record SagaRow(SagaState Saga, string Phase, long? DefinitionId, bool IsDamaged)
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "state, phase, definition_id, saga_id, definition";

    /// <summary>Whether it is marked because its definition is unknown.</summary>
    public bool IsStranded => Phase == SagaPhase.NeedsAttention.Name() && Saga.Phase != SagaPhase.NeedsAttention;

    /// <summary>The state as operators see it.</summary>
    public SagaState Shown => IsStranded ? Stranded(Saga) : Saga;

    public static SagaRow Read(Statement row)
    {
        var (phase, id) = (row.Text(1), row.Text(3));
        return ReadState(row.Blob(0)) is { } saga && saga.SagaId == id
            ? new SagaRow(saga, phase, row.NullableNumber(2), IsDamaged: false)
            : new SagaRow(Damaged(id, row.Text(4), phase), phase, row.NullableNumber(2), IsDamaged: true);
    }

    /// <summary>The state of a saga, or null when it is damaged.</summary>
    public static SagaState? ReadState(ReadOnlySpan<byte> state) => StoredJson.Read(state, SagaJson.Default.SagaState, saga =>
        !saga.Undo.IsDefault && !saga.Signals.IsDefault && Enum.IsDefined(saga.Phase) && SagaNext.Of(saga) is not null);

    /// <summary>Why a saga without a definition, or a damaged one, cannot go on.</summary>
    public static Failure WhyNot(SagaState saga, bool isDamaged) => isDamaged
        ? new Rejected("saga-damaged", $"The state of saga {saga.SagaId} cannot be read. Restore its row from a backup and start again.")
        : new Rejected(
            "saga-definition-unknown",
            $"Version {saga.DefinitionVersion} of {saga.Definition} is neither stored nor registered. "
            + "Start a program that has it once, and the saga goes on.");

    private static SagaState Damaged(string id, string definition, string phase)
    {
        var saga = new SagaState
        {
            SagaId = id,
            Definition = definition,
            DefinitionVersion = 0,
            Phase = SagaPhases.Parse(phase) is { } known && known.IsEnded() ? known : SagaPhase.NeedsAttention,
            StartedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        return saga with { LastError = Describe(WhyNot(saga, isDamaged: true)) };
    }

    /// <summary>What a saga without a definition looks like.</summary>
    public static SagaState Stranded(SagaState saga) => saga with
    {
        Phase = SagaPhase.NeedsAttention,
        Mode = SagaMode.Idle,
        Deadline = null,
        LastError = Describe(WhyNot(saga, isDamaged: false)),
    };

    private static string Describe(Failure failure) => $"{failure.Code}: {failure.Detail}";
}
