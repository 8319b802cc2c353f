using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.SimulatedDays.Days;

/// <summary>A day as data: what happens, and the seed of the order in which everything that could run does.</summary>
/// <param name="Engine">The engine that it is for.</param>
/// <param name="Seed">What the order is chosen by.</param>
/// <param name="ArchiveAfter">How long after its last event what is settled goes to the archive; null when it stays.</param>
/// <param name="Entries">What happens.</param>
internal sealed record Day(Engine Engine, int Seed, TimeSpan? ArchiveAfter, IReadOnlyList<DayEntry> Entries)
{
    /// <summary>Every simulated day begins here.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static Day Read(string path) => JsonSerializer.Deserialize(File.ReadAllBytes(path), DayJson.Default.Day)
        ?? throw new InvalidDataException($"{path} holds no day.");

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, DayJson.Default.Day));
}

/// <summary>The engines of the pipeline.</summary>
internal enum Engine
{
    Embedded,
    Azure,
}

/// <summary>Source-generated JSON of days.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Day))]
internal sealed partial class DayJson : JsonSerializerContext;
