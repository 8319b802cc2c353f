namespace Pipeline.Standalone.Settings;

/// <summary>Something that the person who started the program can put right; the message says what and how.</summary>
internal sealed class UserErrorException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
