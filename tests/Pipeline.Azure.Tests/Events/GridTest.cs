using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Azure.Events;
using Pipeline.EventGridEndpoint;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Events;

/// <summary>The publisher as it is registered, over real HTTP against a topic on this machine.</summary>
public abstract class GridTest : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private ServiceProvider? _services;

    protected LoopbackEventGrid Grid { get; private set; } = null!;

    private protected ImpatientTime Time { get; } = new(Some.Now, Limit);

    protected EventGridToken Token { get; } = new();

    protected IEventPublisher Publisher => _services!.GetRequiredService<IEventPublisher>();

    /// <summary>Settings of the section <c>EventGrid</c> other than the endpoint.</summary>
    protected virtual Dictionary<string, string?> Settings => new() { ["EventGrid:Key"] = LoopbackEventGrid.Key };

    public async Task InitializeAsync()
    {
        Grid = await LoopbackEventGrid.StartAsync();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings)
            .AddInMemoryCollection([new("EventGrid:TopicEndpoint", Grid.TopicEndpoint.ToString())])
            .Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<Random>(new FixedChance(0.5))
            .AddSingleton<TokenCredential>(Token)
            .AddSingleton<HttpPipelineTransport>(_ => Grid.CreateTransport())
            .AddEventPublishing(configuration)
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await Grid.DisposeAsync();
    }

    protected Task<IReadOnlyList<Failure?>> PublishAsync(params CloudEvent[] events) => Publisher.PublishAsync(events, default);

    protected IEnumerable<string> Published() => Grid.Events.Select(taken => taken.Id);

    protected static CloudEvent[] Events(int count) => [.. Enumerable.Range(1, count).Select(number => Event($"e{number}"))];

    /// <summary>A log line of this many characters.</summary>
    protected static CloudEvent Event(string id, int length = 10) =>
        Some.Event(new LogLine("info", new string('x', length), "tests"), "log", id);

    /// <summary>A log line that takes exactly this many bytes in a batch of its own.</summary>
    protected static CloudEvent EventOf(string id, int bytes) =>
        Event(id, bytes - CloudEvents.ToJson(Event(id, 0)).Length - "[]".Length);
}
