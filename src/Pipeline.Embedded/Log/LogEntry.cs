using Azure.Messaging;

namespace Pipeline.Embedded.Log;

/// <summary>An event and its position in the log.</summary>
public readonly record struct LogEntry(long Position, CloudEvent Event);
