namespace Pipeline.Http.Access;

/// <summary>Section <c>Admin</c>.</summary>
public sealed record AdminOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Admin";

    /// <summary>What operators send as x-functions-key; without one, admin calls work over loopback only.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the host listens beyond loopback; the host says so, and until it does the key is asked for.</summary>
    public bool BoundBeyondLoopback { get; set; } = true;
}
