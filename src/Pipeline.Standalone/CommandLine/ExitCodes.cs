namespace Pipeline.Standalone.CommandLine;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>It could not run, or the books do not balance.</summary>
    public const int Failure = 1;

    /// <summary>The arguments or the settings are wrong.</summary>
    public const int Usage = 2;
}
