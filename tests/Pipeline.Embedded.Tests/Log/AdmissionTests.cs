using Azure.Messaging;
using Pipeline.Embedded.Log;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Log;

public sealed class AdmissionTests : IAsyncLifetime
{
    private readonly EmbeddedPorts _ports = new(new VirtualTime(), new SequentialIds());
    private OrderService _orders = null!;

    public Task InitializeAsync()
    {
        _orders = _ports.Port<OrderService>();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _ports.DisposeAsync();

    [Fact]
    public async Task Everything_is_accepted_when_the_engine_keeps_up()
    {
        _ports.Port<Admission>().Connect(_ => Admission.MaxLag);

        Assert.True(await _ports.Port<IEventIntake>().AcceptAsync(Line(), default));
    }

    [Fact]
    public async Task New_work_is_refused_for_now_and_nothing_is_written_when_a_queue_is_far_behind()
    {
        _ports.Port<Admission>().Connect(_ => Admission.MaxLag + 1);

        var order = await Assert.ThrowsAsync<FailureException>(() => PlaceAsync());
        var outside = await Assert.ThrowsAsync<FailureException>(() => _ports.Port<IEventIntake>().AcceptAsync(Line(), default));

        Assert.All([order, outside], error => Assert.NotNull(Assert.IsType<Transient>(error.Failure).RetryAfter));
        Assert.Equal("overloaded", (await _ports.Port<IHealth>().CheckAsync(default))!.Code);
        _ports.Port<Admission>().Connect(_ => 0);
        Assert.Null(await _ports.Port<IOrderStore>().LoadAsync(Some.OrderId, default));
        Assert.True(await _ports.Port<IEventIntake>().AcceptAsync(Line(), default));
        Assert.Null(await _ports.Port<IHealth>().CheckAsync(default));
    }

    [Fact]
    public async Task Flood_of_log_lines_refuses_log_lines_and_nothing_else()
    {
        _ports.Port<Admission>().Connect(type => type == Line().Type ? Admission.MaxLag + 1 : 0);

        await Assert.ThrowsAsync<FailureException>(() => _ports.Port<IEventIntake>().AcceptAsync(Line(), default));

        Assert.Null((await PlaceAsync()).Failure);
        Assert.Null(await _ports.Port<IHealth>().CheckAsync(default));
        Assert.True(await _ports.Port<IEventIntake>().AcceptAsync(Some.Event(new UserSignedUp("u-1", "u@example.com", null)), default));
    }

    [Fact]
    public async Task Order_in_flight_continues_when_new_work_is_refused()
    {
        await PlaceAsync();
        _ports.Port<Admission>().Connect(_ => Admission.MaxLag + 1);

        var result = await _orders.ExecuteAsync(Some.OrderId, new RecordEvent(Some.Captured()), Trace.None, default);

        Assert.Null(result.Failure);
    }

    private Task<Result<OrderChange>> PlaceAsync() => _orders.ExecuteAsync(Some.OrderId, Some.PlaceOrder(), Trace.None, default);

    private static CloudEvent Line() => Some.Event(new LogLine("info", "a line"));
}
