namespace Pipeline.Standalone.Settings;

/// <summary>Something that the person who started the program can put right; the message says what and how.</summary>
internal sealed class UserErrorException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>What the program tells its caller.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>It could not run, or the books do not balance.</summary>
    public const int Failure = 1;

    /// <summary>The arguments or the settings are wrong.</summary>
    public const int Usage = 2;
}
