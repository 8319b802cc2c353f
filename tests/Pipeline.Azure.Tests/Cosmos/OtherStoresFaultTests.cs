using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Counters;
using Pipeline.Azure.Orders;
using Pipeline.Events;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Cosmos;

public sealed class OtherStoresFaultTests : CosmosTest
{
    private static readonly IdempotentAnswer Answer = new(202, "/api/orders/1", "{}");

    [Fact]
    public async Task Cause_counts_once_when_any_request_goes_wrong_once()
    {
        await FaultSweep.OnceEachAsync(
            Ports,
            prepare: _ => Task.CompletedTask,
            scenario: async name =>
            {
                await Ports.Port<ICounterWriter>().AddAsync(name, 5, "cause-1", default);
                await Ports.Port<ICounterWriter>().AddAsync(name, 5, "cause-1", default);
                await Ports.Port<ICounterWriter>().AddAsync(name, 2, "cause-2", default);
                Assert.Equal(7, (await Ports.Port<ICounters>().ReadAsync(default))[name]);
            });
    }

    [Fact]
    public Task Event_is_new_to_the_call_that_accepted_it_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: _ => Task.CompletedTask,
        scenario: async id =>
        {
            var line = Some.Event(new LogLine("info", "a line"), id: id);
            Assert.True(await Ports.Port<IEventIntake>().AcceptAsync(line, default));
            Assert.False(await Ports.Port<IEventIntake>().AcceptAsync(line, default));
        },
        AllFaults.Kinds);

    [Fact]
    public Task Key_is_granted_and_answered_once_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: _ => Task.CompletedTask,
        scenario: async key =>
        {
            var keys = Ports.Port<IIdempotencyKeys>();
            var late = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync(key, "body", "order-1", default));
            Time.Advance(IdempotencyLimits.Lease);
            var claim = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync(key, "body", "order-2", default));
            Assert.Equal("order-1", claim.OrderId);
            await keys.ForgetAsync(key, late.ClaimId, default);
            await keys.CompleteAsync(key, claim.ClaimId, Answer, default);
            Assert.Equal(new IdempotencyClaim.Answered(Answer), await keys.ClaimAsync(key, "body", "order-3", default));
        });

    [Fact]
    public Task Key_is_free_again_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: _ => Task.CompletedTask,
        scenario: async key =>
        {
            var keys = Ports.Port<IIdempotencyKeys>();
            var claim = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync(key, "body", "order-1", default));
            await keys.ForgetAsync(key, claim.ClaimId, default);
            Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync(key, "another", "order-2", default));
        });

    [Fact]
    public Task View_is_the_newest_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: _ => Task.CompletedTask,
        scenario: async customer =>
        {
            var views = Ports.Port<IOrderViews>();
            var view = OrderView.Of(Some.Order()) with { OrderId = Ids.Next(), CustomerId = customer };
            await views.SaveAsync(view, default);
            await views.SaveAsync(view with { Version = 2, Status = OrderStatus.Reserved }, default);
            await views.SaveAsync(view, default);
            var listed = Assert.Single(await views.ListAsync(new OrderQuery(customer, null, null, 10), default));
            Assert.Equal(OrderStatus.Reserved, listed.Status);
        });

    [Theory]
    [InlineData("SELECT * FROM c WHERE c.status = 'placed'")]
    [InlineData("SELECT * FROM c WHERE c.status = 'placed' ORDER BY c.orderId DESC")]
    [InlineData("SELECT * FROM c WHERE c.orderId < '~' AND c.status = 'placed' ORDER BY c.orderId DESC")]
    public async Task Query_is_whole_and_in_order_when_any_page_goes_wrong_once(string sql)
    {
        // Two of three are not asked for; they lie between the others, in both partitions.
        for (var number = 1; number <= 27; number++)
        {
            var view = OrderView.Of(Some.Order()) with
            {
                OrderId = SequentialIds.At(number),
                CustomerId = $"c-{number}",
                Status = number % 3 == 0 ? OrderStatus.Placed : OrderStatus.Reserved,
            };
            await Ports.Port<IOrderViews>().SaveAsync(view, default);
        }

        var documents = Ports.Port<CosmosDatabase>().Documents(CosmosContainers.OrderViews);
        await FaultSweep.OnceEachAsync(Ports, prepare: _ => Task.CompletedTask, scenario: async _ =>
        {
            var found = new List<string>();
            await foreach (var view in documents.QueryAsync(
                new QueryDefinition(sql), partition: null, OrderDocumentJson.Default.QueryPageOrderViewDocument, pageSize: 2))
            {
                found.Add(view.OrderId);
            }

            var wanted = Enumerable.Range(1, 9).Select(number => SequentialIds.At(3 * number)).Reverse();
            Assert.Equal(wanted, sql.Contains("ORDER BY", StringComparison.Ordinal) ? found : found.OrderDescending());
        });
    }
}
