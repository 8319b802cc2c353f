using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Events;

/// <summary>One event type: its short name, the schema version it is written at, and how its data is read and written.</summary>
public sealed record EventEntry(string Name, int Version, JsonTypeInfo Json)
{
    /// <summary>The CloudEvents type.</summary>
    public string FullType { get; } = EventTypes.Full(Name);

    /// <summary>The CloudEvents dataschema.</summary>
    public string DataSchema { get; } = $"/api/schemas/{Name}/{Version}";
}
