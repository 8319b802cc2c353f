namespace Pipeline.CosmosGateway.Tests.CrossChecks;

public sealed class CosmosEmulatorTests(CosmosEmulatorClient emulator) : IClassFixture<CosmosEmulatorClient>
{
    public static TheoryData<string> Names => [.. Scenarios.All.Keys];

    [CosmosEmulatorTheory]
    [MemberData(nameof(Names))]
    public Task Gateway_and_Microsofts_emulator_answer_alike(string scenario) => CrossCheck.Run(scenario, emulator.Client!);
}
