using System.Collections.Immutable;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

/// <summary>Given these events, when this command, then those events, or a failure.</summary>
public abstract class OrderSpec
{
    private Order? _order;
    private Result<ImmutableArray<IOrderEvent>> _result;

    protected void GivenNothing() => _order = null;

    protected void Given(params IOrderEvent[] then) => _order = Some.Order(then);

    protected void GivenReady(params IOrderEvent[] then) => _order = Some.ReadyOrder(then);

    protected void When(OrderCommand command) => _result = OrderDecider.Decide(_order, command);

    protected void WhenRecorded(IOrderEvent fact) => When(new RecordEvent(fact));

    protected void Then(params IOrderEvent[] expected)
    {
        Assert.True(_result.TryGet(out var made, out var failure), failure?.Detail);
        Assert.Equal(expected, made);
    }

    protected void ThenNothing() => Then();

    protected void ThenFails<TFailure>(string code)
        where TFailure : Failure =>
        Assert.Equal(code, Assert.IsType<TFailure>(_result.Failure).Code);
}
