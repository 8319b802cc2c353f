using Pipeline.Compliance;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Emulator;

/// <summary>The ports that the compliance suites run on: the gateway in memory, or the emulator where a test says so.</summary>
internal static class SuitePorts
{
    private static readonly AsyncLocal<bool> OnEmulator = new();

    public static async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) =>
        OnEmulator.Value ? await EmulatorPorts.CreateAsync(time, ids) : await AzurePorts.CreateAsync(time, ids);

    /// <summary>From here on, in this asynchronous flow, suites run on the emulator.</summary>
    public static void UseEmulator() => OnEmulator.Value = true;
}
