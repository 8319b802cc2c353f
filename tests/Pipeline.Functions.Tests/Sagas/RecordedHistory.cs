using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pipeline.AzurePath.TaskHub;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>The history of an orchestration as it once ran, kept in Sagas/Histories.</summary>
internal sealed record RecordedHistory(string Orchestrator, string InstanceId, JsonElement Input, ImmutableArray<Episode> Episodes)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    public static IEnumerable<string> Names => Directory.GetFiles(Folder(), "*.json")
        .Select(path => Path.GetFileNameWithoutExtension(path));

    public static RecordedHistory Of(TestInstance instance) => new(
        instance.Name, instance.Id, JsonSerializer.Deserialize<JsonElement>(instance.Input!), [.. instance.History]);

    public static RecordedHistory Read(string name) =>
        JsonSerializer.Deserialize<RecordedHistory>(File.ReadAllText(PathOf(name)), Format)!;

    public void Write(string name) => File.WriteAllText(PathOf(name), JsonSerializer.Serialize(this, Format) + "\n");

    private static string PathOf(string name) => Path.Combine(Folder(), name + ".json");

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Histories");
}
