using System.Reflection;

namespace Pipeline.Functions.Tests.Determinism;

/// <summary>
/// What an orchestrator may not use, itself or by what it calls: on replay it would be another value, another thread or a second effect.
/// </summary>
internal static class BannedMembers
{
    private static readonly string[] Everything =
    [
        "System.Random", "System.Console", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.TaskFactory", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] Namespaces = ["System.IO", "System.Net", "Microsoft.Extensions", "Microsoft.Azure.Cosmos", "Azure"];

    private static readonly Dictionary<string, string[]> Some = new()
    {
        ["System.DateTime"] = ["get_Now", "get_UtcNow", "get_Today"],
        ["System.DateTimeOffset"] = ["get_Now", "get_UtcNow"],
        ["System.Guid"] = ["NewGuid", "CreateVersion7"],
        ["System.Threading.Tasks.Task"] = ["Run", "Delay", "ConfigureAwait", "ContinueWith", "get_Factory", "Wait", "WaitAll", "WaitAny"],
        ["System.Threading.Tasks.Task`1"] = ["ConfigureAwait", "ContinueWith", "Wait"],
        ["System.Threading.Tasks.ValueTask"] = ["ConfigureAwait"],
        ["System.Threading.Tasks.ValueTask`1"] = ["ConfigureAwait"],
        ["System.Threading.CancellationTokenSource"] = ["CancelAfter", "CancelAsync"],
    };

    public static bool Contains(MethodBase called)
    {
        var declaring = called.DeclaringType!;
        var (type, name) = (declaring.FullName ?? declaring.Namespace + "." + declaring.Name, called.Name);
        type = type.Split('[')[0];
        return Everything.Contains(type)
            || Namespaces.Any(banned => type.StartsWith(banned + ".", StringComparison.Ordinal))
            || (Some.TryGetValue(type, out var members) && members.Contains(name))
            || (type == "System.Environment" && name != "get_CurrentManagedThreadId")
            || (type == "System.Threading.CancellationTokenSource" && called is ConstructorInfo && called.GetParameters().Length > 0);
    }

    /// <summary>A static field that can change: another instance, or the next replay, would read something else.</summary>
    public static bool Contains(FieldInfo field) =>
        field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && !field.Name.StartsWith('<');
}
