namespace Pipeline.Standalone.Settings;

/// <summary>An error that the user can correct; the message says what and how.</summary>
internal sealed class UserErrorException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command failed, or the books do not balance.</summary>
    public const int Failure = 1;

    /// <summary>The arguments or the settings are wrong.</summary>
    public const int Usage = 2;
}
