using Pipeline.Events;

namespace Pipeline.Logs;

/// <summary>log.line: one line of a log.</summary>
public sealed record LogLine(string Level, string Message, string? Service = null) : IEvent;
