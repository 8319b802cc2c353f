using System.Text.Json;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Sagas;

/// <summary>
/// A row of <c>sagas</c>. One whose definition is unknown is marked by its phase alone as needing attention: its state stays as it is,
/// so that the saga goes on from there once the definition is back.
/// </summary>
/// <param name="Phase">The row's phase, which lists are filtered by.</param>
/// <param name="DefinitionId">Null for a saga that was started before definitions were stored.</param>
internal sealed record SagaRow(SagaState Saga, string Phase, long? DefinitionId)
{
    /// <summary>Whether it is marked because its definition is unknown.</summary>
    public bool IsStranded => Phase == SagaPhase.NeedsAttention.Name() && Saga.Phase != SagaPhase.NeedsAttention;

    /// <summary>The state as operators see it.</summary>
    public SagaState Shown => IsStranded ? Stranded(Saga) : Saga;

    /// <summary>Reads the columns state, phase and definition_id.</summary>
    public static SagaRow Read(Statement row) => new(
        JsonSerializer.Deserialize(row.Blob(0), SagaJson.Default.SagaState)!, row.Text(1), row.NullableNumber(2));

    /// <summary>What a saga without a definition looks like.</summary>
    public static SagaState Stranded(SagaState saga) => saga with
    {
        Phase = SagaPhase.NeedsAttention,
        Mode = SagaMode.Idle,
        Deadline = null,
        LastError = $"saga-definition-unknown: {WhyStranded(saga)}",
    };

    public static string WhyStranded(SagaState saga) =>
        $"Version {saga.DefinitionVersion} of {saga.Definition} is neither stored nor registered. "
        + "Start a program that has it once, and the saga goes on.";
}
