using System.Net;
using Pipeline.Audit;
using Pipeline.Simulation;
using Pipeline.Standalone.Audit;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class OrderTests(ServingHost host) : IClassFixture<ServingHost>
{
    [Fact]
    public async Task Order_is_confirmed_when_it_is_paid_and_shipped()
    {
        await host.Client.SetStockAsync("CONFIRMED", 10);
        var orderId = await host.Client.PlaceAsync(host.Customers.Next(PaymentOutcome.Captured), "CONFIRMED", 3);

        await host.Client.WaitForAsync(orderId, "confirmed");
        var events = await host.Client.EventsAsync(orderId);
        Assert.Equal("order.placed", events[0]);
        Assert.Equal("order.confirmed", events[^1]);
        Assert.Contains("payment.captured", events);
        await StockIsAsync("CONFIRMED", onHand: 7, reserved: 0);
    }

    [Fact]
    public async Task Declined_order_is_cancelled_and_its_stock_released()
    {
        await host.Client.SetStockAsync("DECLINED", 10);
        var orderId = await host.Client.PlaceAsync(host.Customers.Next(PaymentOutcome.Declined), "DECLINED", 3);

        await host.Client.WaitForAsync(orderId, "cancelled");
        Assert.Contains("payment.failed", await host.Client.EventsAsync(orderId));
        await StockIsAsync("DECLINED", onHand: 10, reserved: 0);
    }

    [Fact]
    public async Task Order_is_cancelled_while_its_payment_is_held()
    {
        var orderId = await host.Client.PlaceAsync(host.Customers.Next(PaymentOutcome.Held));
        await host.Client.WaitForAsync(orderId, "reserved");

        using var response = await host.Client.CancelAsync(orderId);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await host.Client.WaitForAsync(orderId, "cancelled");
    }

    [Fact]
    public async Task Order_whose_payment_never_settles_times_out()
    {
        var orderId = await host.Client.PlaceAsync(host.Customers.Next(PaymentOutcome.Held));

        await host.Client.WaitForAsync(orderId, "cancelled");
        Assert.DoesNotContain("order.cancel-requested", await host.Client.EventsAsync(orderId));
    }

    [Fact]
    public async Task Capture_that_crosses_the_void_is_refunded()
    {
        var orderId = await host.Client.PlaceAsync(host.Customers.Next(PaymentOutcome.Late));
        // A cancel before the request leaves nothing to void.
        await Eventually.TrueAsync(async () => (await host.Client.EventsAsync(orderId)).Contains("payment.requested"));
        using var response = await host.Client.CancelAsync(orderId);

        await host.Client.WaitForAsync(orderId, "cancelled");
        await Eventually.TrueAsync(
            async () => (await host.Client.EventsAsync(orderId)).Contains("payment.refunded"),
            async () => string.Join(", ", await host.Client.EventsAsync(orderId)));
    }

    [Theory]
    [InlineData("early")]
    [InlineData("doubled")]
    [InlineData("out of order")]
    public async Task Order_is_confirmed_however_its_webhooks_arrive(string how)
    {
        var customer = host.Customers.Next(behaviour => behaviour.Outcome == PaymentOutcome.Captured
            && how switch { "early" => behaviour.Early, "doubled" => behaviour.Duplicate, _ => behaviour.OutOfOrder });

        var orderId = await host.Client.PlaceAsync(customer);

        await host.Client.WaitForAsync(orderId, "confirmed");
        Assert.Single(await host.Client.EventsAsync(orderId), "payment.captured");
    }

    [Fact]
    public async Task Last_item_is_sold_once_however_many_want_it()
    {
        await host.Client.SetStockAsync("LAST", 5);
        var customers = Enumerable.Range(0, 40).Select(_ => host.Customers.Next(PaymentOutcome.Captured)).ToList();

        var orderIds = await Task.WhenAll(customers.Select(customer => host.Client.PlaceAsync(customer, "LAST")));

        var ends = await Task.WhenAll(orderIds.Select(EndAsync));
        Assert.Equal(5, ends.Count(status => status == "confirmed"));
        Assert.Equal(35, ends.Count(status => status == "cancelled"));
        await StockIsAsync("LAST", onHand: 0, reserved: 0);
    }

    [Fact]
    public async Task Audit_of_a_running_pipeline_passes_when_it_has_settled()
    {
        await host.Client.PlaceAsync(host.Customers.Next(PaymentOutcome.Captured));
        await host.Client.PublishAsync("user.signed-up", "signup-1", """{"userId":"u-1","email":"u@example.com","name":"Zoë"}""");
        await host.Client.PublishAsync("user.signed-up", "signup-1", """{"userId":"u-1","email":"u@example.com","name":"Zoë"}""");
        await host.Client.PublishAsync("sensor.reading", "reading-1", """{"sensorId":"s-1","metric":"temperature","value":99.5}""");
        await host.Client.PublishAsync("sensor.reading", "reading-2", """{"sensorId":"s-1","metric":"temperature","value":20}""");
        await host.Client.PublishAsync("log.line", "line-1", """{"level":"info","message":"hello"}""");
        await host.Client.SettleAsync();

        // A webhook may still come after everything has settled: the one of a capture that crossed its void.
        await Eventually.TrueAsync(
            () => Task.FromResult(Audit().Balanced), () => Task.FromResult(string.Join('\n', Audit().Checks)));
    }

    private AuditReport Audit() => Auditor.Run(host.Folder, Path.Combine(host.Folder, "mail"));

    private async Task<string> EndAsync(string orderId)
    {
        var status = "";
        await Eventually.TrueAsync(
            async () => (status = await host.Client.StatusAsync(orderId)) is "confirmed" or "cancelled",
            () => Task.FromResult($"{orderId} is {status}"));
        return status;
    }

    private Task StockIsAsync(string sku, long onHand, long reserved) => Eventually.TrueAsync(
        async () =>
        {
            var stock = await host.Client.GetAsync($"/api/inventory/{sku}");
            return stock.GetProperty("onHand").GetInt64() == onHand && stock.GetProperty("reserved").GetInt64() == reserved;
        },
        async () => (await host.Client.GetAsync($"/api/inventory/{sku}")).ToString());
}
