using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

/// <summary>Given an order or none, when this event arrives, then those effects.</summary>
public abstract class ReactionSpec
{
    private readonly OrdersInMemory _store = new();

    protected IOrderStore Orders => _store;

    protected void Given(params IOrderEvent[] then) => _store.Put(Some.Order(then));

    protected static async Task<ImmutableArray<Effect>> ReactAsync(IReaction reaction, CloudEvent cloudEvent)
    {
        var result = await reaction.ReactAsync(cloudEvent, default);
        Assert.True(result.TryGet(out var effects, out var failure), failure?.Detail);
        return effects;
    }

    protected static async Task<TEffect> OnlyAsync<TEffect>(IReaction reaction, IEvent data)
        where TEffect : Effect =>
        Assert.IsType<TEffect>(Assert.Single(await ReactAsync(reaction, Some.Event(data))));

    protected static async Task AssertNoOrderAsync(IReaction reaction, IEvent data)
    {
        var failure = (await reaction.ReactAsync(Some.Event(data), default)).Failure;
        Assert.Equal("order-not-found", Assert.IsType<Permanent>(failure).Code);
    }
}
