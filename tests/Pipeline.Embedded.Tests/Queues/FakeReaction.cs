using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

/// <summary>
/// A reaction, unless told otherwise on the queue count-log-line, with scripted results; it records each attempt and its time.
/// </summary>
internal sealed class FakeReaction(TimeProvider time, string queue = FakeReaction.QueueName) : IReaction
{
    public const string QueueName = "count-log-line";

    public string Queue => queue;

    /// <summary>What it does with an event at its nth attempt; nothing unless set.</summary>
    public Func<CloudEvent, int, Task<Result<ImmutableArray<Effect>>>> On { get; set; } = (_, _) => Effects();

    public ConcurrentQueue<(string Id, double Second)> Attempts { get; } = new();

    public static Task<Result<ImmutableArray<Effect>>> Effects(params Effect[] effects) =>
        Task.FromResult<Result<ImmutableArray<Effect>>>(ImmutableArray.Create(effects));

    public static Task<Result<ImmutableArray<Effect>>> Fail(Failure failure) => Task.FromResult<Result<ImmutableArray<Effect>>>(failure);

    public static Task<Result<ImmutableArray<Effect>>> Count(string counter = "handled") => Effects(new Count(counter, 1));

    public static CloudEvent Line(string id, string? subject = null) => Some.Event(new LogLine("info", "a line"), subject ?? id, id);

    /// <summary>Makes it the only reaction of an engine.</summary>
    public void Only(IServiceCollection services) => services.RemoveAll<IReaction>().AddSingleton<IReaction>(this);

    public int AttemptsOf(string id) => Attempts.Count(attempt => attempt.Id == id);

    public async ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        Attempts.Enqueue((cloudEvent.Id, (time.GetUtcNow() - Some.Now).TotalSeconds));
        return await On(cloudEvent, AttemptsOf(cloudEvent.Id));
    }
}
