using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Pipeline.Events;

/// <summary>The one routing table, read from routes.json: which queue takes which event types.</summary>
public sealed class Routes
{
    /// <summary>The table embedded in the core. Bicep reads the same file, and tests hold the Functions triggers to it.</summary>
    public static Routes Default { get; } = Load();

    private readonly FrozenDictionary<string, FrozenSet<string>> _typesByQueue;

    private Routes(RoutesFile file)
    {
        Prefix = file.Prefix;
        Queues = [.. file.Queues.Keys];
        _typesByQueue = file.Queues.ToFrozenDictionary(
            queue => queue.Key,
            queue => queue.Value.Select(type => type == "*" ? type : file.Prefix + type).ToFrozenSet());
    }

    /// <summary>The reverse-DNS prefix of every event type.</summary>
    public string Prefix { get; }

    /// <summary>Every queue, in the order of the file.</summary>
    public IReadOnlyList<string> Queues { get; }

    /// <summary>Whether the queue takes events of this full type.</summary>
    /// <exception cref="KeyNotFoundException">routes.json has no such queue.</exception>
    public bool Takes(string queue, string eventType)
    {
        var types = _typesByQueue[queue];
        return types.Contains(eventType) || types.Contains("*");
    }

    private static Routes Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("routes.json")
            ?? throw new InvalidOperationException("routes.json is not embedded in Pipeline.Core.");
        return new Routes(JsonSerializer.Deserialize(stream, EventJson.Default.RoutesFile)!);
    }
}

/// <summary>The shape of routes.json.</summary>
internal sealed record RoutesFile(string Prefix, Dictionary<string, string[]> Queues);
