using Pipeline.EventGridEndpoint;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>One topic for all tests of a class.</summary>
public sealed class LoopbackTopic : IAsyncLifetime
{
    public LoopbackEventGrid Grid { get; private set; } = null!;

    public async Task InitializeAsync() => Grid = await LoopbackEventGrid.StartAsync();

    public async Task DisposeAsync() => await Grid.DisposeAsync();
}
