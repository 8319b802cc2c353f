using System.Text.Json.Serialization;

namespace Pipeline.Functions.Tests.Sagas.Orchestrations;

[JsonConverter(typeof(JsonStringEnumConverter<HistoryEventKind>))]
internal enum HistoryEventKind
{
    Raised,
    Completed,
    Failed,
    Fired,
}
