using Microsoft.Extensions.Configuration;

namespace Pipeline.Http.Access;

/// <summary>Who may call a host: the keys and host names of the settings, and where calls can come from.</summary>
public sealed record AccessOptions
{
    private const string AnyHost = "*";

    /// <summary><c>Admin:Key</c>: what operators send.</summary>
    public string? AdminKey { get; init; }

    /// <summary><c>Clients:Keys</c>: what clients send; several during a rotation.</summary>
    public IReadOnlyList<string> ClientKeys { get; init; } = [];

    /// <summary><c>AllowedHosts</c>: names other than loopback's that callers may use, and whose pages may call.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where calls can come from. The standalone host corrects it when it knows on which addresses it really listens.</summary>
    public Exposure Exposure { get; set; } = Exposure.ThisMachine;

    /// <summary>Whether any key is set: then keys are asked for wherever a call comes from.</summary>
    public bool HasKeys => AdminKey is not null || ClientKeys.Count > 0;

    /// <summary>Whether any Host header is served. Without a key none but known names are: they keep a browser's pages out.</summary>
    public bool ServesAnyHost => Exposure == Exposure.Platform
        || (HasKeys && (AllowedHosts.Contains(AnyHost) || (Exposure == Exposure.Network && AllowedHosts.Count == 0)));

    public static AccessOptions Read(IConfiguration configuration, Exposure exposure) => new()
    {
        AdminKey = configuration["Admin:Key"] is { Length: > 0 } key ? key : null,
        ClientKeys = [.. configuration.GetSection("Clients:Keys").GetChildren().Select(key => key.Value).OfType<string>()],
        AllowedHosts = configuration["AllowedHosts"]
            ?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        Exposure = exposure,
    };

    /// <summary>Why a host that checks keys itself must not start on these addresses, or null when it may.</summary>
    public string? WhyNotStart(IEnumerable<string> addresses)
    {
        if (AdminKey is null && addresses.FirstOrDefault(ListeningAddress.IsBeyondLoopback) is { } address)
        {
            return $"{address} is reachable from other machines, and Admin:Key is not set. Set Admin:Key, or listen on 127.0.0.1 only.";
        }

        if (AdminKey is not null && ClientKeys.Contains(AdminKey))
        {
            return "One of Clients:Keys is Admin:Key, so every client could do what operators do. Give clients a key of their own.";
        }

        return !HasKeys && AllowedHosts.Contains(AnyHost)
            ? "AllowedHosts is *, and no key is set, so any page in a browser on this machine could act. Name the hosts, or set Admin:Key."
            : null;
    }
}

/// <summary>Where calls to a host can come from.</summary>
public enum Exposure
{
    /// <summary>Loopback and unix sockets only.</summary>
    ThisMachine,

    /// <summary>Other machines too.</summary>
    Network,

    /// <summary>Through a platform that checks keys and host names before it passes a call on, as Azure does.</summary>
    Platform,
}
