using Pipeline.Sagas;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>Something that happens to a saga, and how it ends.</summary>
/// <param name="SagaId">The instance; that of the bench's order when null.</param>
internal sealed record Story(string Name, Func<SagaBench, Task> TellAsync, SagaPhase End, string[] Ran, string? SagaId = null)
{
    public override string ToString() => Name;
}
