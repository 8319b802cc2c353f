namespace Pipeline.Embedded;

/// <summary>Section <c>Data</c>.</summary>
public sealed record DataOptions
{
    /// <summary>The folder that holds everything the embedded engine keeps.</summary>
    public string Directory { get; set; } = ".pipeline";

    /// <summary>The engine's one SQLite file.</summary>
    public string DatabasePath => Path.Combine(Directory, "pipeline.db");
}
