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
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Reactions;

public sealed class EffectRunnerTests
{
    private readonly Mock<IEmailSender> _emails = new(MockBehavior.Strict);
    private readonly Mock<IEventIntake> _intake = new(MockBehavior.Strict);
    private readonly Mock<IOrderViews> _views = new(MockBehavior.Strict);
    private readonly Mock<IInventory> _inventory = new(MockBehavior.Strict);
    private readonly Mock<ICounterWriter> _counters = new(MockBehavior.Strict);
    private readonly Mock<ISagaClient> _sagas = new(MockBehavior.Strict);

    [Fact]
    public async Task Email_is_sent_when_a_reaction_asks_for_it()
    {
        var mail = new EmailMessage("1", "a@example.com", "Hello", "Body");
        _emails.Setup(emails => emails.SendAsync(mail, default)).Returns(Task.CompletedTask).Verifiable(Times.Once);

        Assert.Null(await RunAsync(new SendEmail(mail)));
        _emails.Verify();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Event_is_accepted_when_it_is_published_now_or_was_before(bool isNew)
    {
        var published = Some.Event(new LogLine("info", "a line"));
        _intake.Setup(intake => intake.AcceptAsync(published, default)).ReturnsAsync(isNew).Verifiable(Times.Once);

        Assert.Null(await RunAsync(new Publish(published)));
        _intake.Verify();
    }

    [Fact]
    public async Task Counter_counts_once_per_event_because_the_event_is_its_cause()
    {
        _counters.Setup(counters => counters.AddAsync("a", 3, "/tests\n1", default)).Returns(Task.CompletedTask).Verifiable(Times.Once);

        Assert.Null(await RunAsync(new Count("a", 3)));
        _counters.Verify();
    }

    [Fact]
    public async Task View_is_saved_when_a_reaction_asks_for_it()
    {
        var view = OrderView.Of(Some.Order());
        _views.Setup(views => views.SaveAsync(view, default)).Returns(Task.CompletedTask).Verifiable(Times.Once);

        Assert.Null(await RunAsync(new SaveOrderView(view)));
        _views.Verify();
    }

    [Fact]
    public async Task Effect_fails_when_the_inventory_does()
    {
        var missing = new StockShort("A", 2, 1);
        _inventory.Setup(inventory => inventory.FirmAsync("1", It.IsAny<IReadOnlyList<StockQuantity>>(), default)).ReturnsAsync(missing);

        Assert.Same(missing, await RunAsync(new FirmReservation("1", [new StockQuantity("A", 2)])));
    }

    [Fact]
    public async Task Saga_is_started_and_signalled_when_a_reaction_asks_for_it()
    {
        var start = new SagaStart("1", Input: null, Trace.None);
        var arrived = new EventArrived("2", EventTypes.PaymentCaptured);
        _sagas.Setup(sagas => sagas.StartAsync("OrderSaga", start, default)).ReturnsAsync((Failure?)null).Verifiable(Times.Once);
        _sagas.Setup(sagas => sagas.SignalAsync("1", arrived, default)).ReturnsAsync((Failure?)null).Verifiable(Times.Once);

        Assert.Null(await RunAsync(new StartSaga("OrderSaga", start), new SignalSaga("1", arrived)));
        _sagas.Verify();
    }

    [Fact]
    public async Task Later_effects_wait_for_the_next_delivery_when_one_fails()
    {
        var failure = new Transient("saga-not-started", "Not there yet.");
        _sagas.Setup(sagas => sagas.SignalAsync("1", It.IsAny<EventArrived>(), default)).ReturnsAsync(failure);

        var result = await RunAsync(
            new SignalSaga("1", new EventArrived("2", EventTypes.PaymentCaptured)), new SendEmail(new EmailMessage("1", "a", "b", "c")));

        Assert.Same(failure, result);
        _emails.VerifyNoOtherCalls();
    }

    private Task<Failure?> RunAsync(params Effect[] effects) =>
        new EffectRunner(_emails.Object, _intake.Object, _views.Object, _inventory.Object, _counters.Object, _sagas.Object)
            .RunAsync(Some.Event(new LogLine("info", "a line"), id: "1"), effects, default);
}
