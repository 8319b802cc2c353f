namespace Pipeline.Events;

/// <summary>The shape of routes.json.</summary>
internal sealed record RoutesFile(string Prefix, Dictionary<string, string[]> Queues);
