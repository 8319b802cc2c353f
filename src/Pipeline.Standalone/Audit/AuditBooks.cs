using Pipeline.Embedded.Storage;

namespace Pipeline.Standalone.Audit;

/// <summary>Everything that checks look at: the log read once, the engine's file, the simulated world's file, the mail folder.</summary>
/// <param name="Pipeline">The engine's file, as it was at one moment.</param>
/// <param name="World">Null when nothing was ever simulated.</param>
internal sealed record AuditBooks(LogBook Log, Connection Pipeline, Connection? World, string MailFolder);
