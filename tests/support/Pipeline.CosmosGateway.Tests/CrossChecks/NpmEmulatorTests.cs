namespace Pipeline.CosmosGateway.Tests.CrossChecks;

public sealed class NpmEmulatorTests(NpmEmulator emulator) : IClassFixture<NpmEmulator>
{
    public static TheoryData<string> Names =>
        [.. Scenarios.All.Where(scenario => scenario.Value.NpmLacks is null).Select(scenario => scenario.Key)];

    [NpmEmulatorTheory]
    [MemberData(nameof(Names))]
    public Task Gateway_and_the_emulator_from_npm_answer_alike(string scenario) => CrossCheck.Run(scenario, emulator.Client);
}
