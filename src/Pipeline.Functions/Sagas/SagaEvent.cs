using System.Text.Json.Serialization;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>What reaches a running orchestration from outside: an event of its subject, or an operator's resume.</summary>
/// <param name="Id">The event's id; of a resume, an id of its own.</param>
/// <param name="Name">The event's short name; null for a resume.</param>
public sealed record SagaEvent(string Id, string? Name = null)
{
    /// <summary>The name of the one external event that orchestrations wait for.</summary>
    public const string Channel = "saga-event";

    [JsonIgnore]
    public bool IsResume => Name is null;

    public static SagaEvent Of(EventArrived arrived) => new(arrived.EventId, arrived.EventName);

    public SagaInput Input() => Name is null ? new Resumed() : new EventArrived(Id, Name);
}
