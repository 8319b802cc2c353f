using System.Collections.Immutable;
using Azure.Messaging;
using Moq;
using Pipeline.Azure.Counters;
using Pipeline.Azure.Reactions;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Reactions;

public sealed class ReactionRunnerTests
{
    private static readonly CloudEvent Event = Some.Event(new LogLine("info", "a line"));

    private readonly Mock<IReaction> _reaction = new();
    private readonly Mock<IEmailSender> _emails = new();

    public ReactionRunnerTests() => _reaction.SetupGet(reaction => reaction.Queue).Returns("count-log-line");

    [Fact]
    public async Task Delivery_is_complete_when_the_effects_are_done()
    {
        var mail = new EmailMessage("1", "a@example.com", "Hello", "Body");
        React(ImmutableArray.Create<Effect>(new SendEmail(mail)));

        Assert.IsType<Settlement.Complete>(await DeliverAsync(attempt: 1));
        _emails.Verify(emails => emails.SendAsync(mail, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    public async Task Delivery_is_tried_again_after_a_pause_when_it_failed_for_now(int attempt, int seconds)
    {
        React(new Transient("unreachable", "No route."));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<Settlement.Retry>(await DeliverAsync(attempt)).Pause);
    }

    [Fact]
    public async Task Delivery_is_given_up_when_its_attempts_are_spent()
    {
        React(new Transient("unreachable", "No route."));

        Assert.Equal("unreachable", Assert.IsType<Settlement.DeadLetter>(await DeliverAsync(attempt: 4)).Failure.Code);
    }

    [Fact]
    public async Task Delivery_is_given_up_at_once_when_no_retry_can_help()
    {
        React(new Permanent("order-not-found", "There is no such order."));

        Assert.IsType<Settlement.DeadLetter>(await DeliverAsync(attempt: 1));
    }

    [Fact]
    public async Task Delivery_is_given_up_at_once_when_the_event_cannot_be_read()
    {
        _reaction.Setup(reaction => reaction.ReactAsync(Event, It.IsAny<CancellationToken>()))
            .Throws(new UnreadableEventException("It cannot be read."));

        Assert.Equal("unreadable-event", Assert.IsType<Settlement.DeadLetter>(await DeliverAsync(attempt: 1)).Failure.Code);
    }

    [Fact]
    public async Task Delivery_is_tried_again_when_an_effect_throws()
    {
        React(ImmutableArray.Create<Effect>(new SendEmail(new EmailMessage("1", "a", "b", "c"))));
        _emails.Setup(emails => emails.SendAsync(It.IsAny<EmailMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("Unforeseen."));

        Assert.Equal("unexpected", Assert.IsType<Settlement.Retry>(await DeliverAsync(attempt: 1)).Failure.Code);
    }

    [Fact]
    public async Task Delivery_is_left_to_the_broker_when_the_host_stops()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();
        _reaction.Setup(reaction => reaction.ReactAsync(Event, stopping.Token)).Throws(new OperationCanceledException(stopping.Token));

        await Assert.ThrowsAsync<OperationCanceledException>(() => Runner().DeliverAsync("count-log-line", Event, 1, stopping.Token));
    }

    private void React(Result<ImmutableArray<Effect>> result) => _reaction
        .Setup(reaction => reaction.ReactAsync(Event, It.IsAny<CancellationToken>()))
            .Returns(new ValueTask<Result<ImmutableArray<Effect>>>(result));

    private Task<Settlement> DeliverAsync(int attempt) => Runner().DeliverAsync("count-log-line", Event, attempt, default);

    private ReactionRunner Runner() => new([_reaction.Object], new EffectRunner(
        _emails.Object, Mock.Of<IEventIntake>(), Mock.Of<IOrderViews>(), Mock.Of<IInventory>(),
        Mock.Of<ICounterWriter>(), Mock.Of<ISagaClient>()));
}
