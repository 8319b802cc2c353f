using Microsoft.Extensions.DependencyInjection;
using Moq;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Idempotency;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Core.Tests;

public sealed class PipelineServicesTests : IDisposable
{
    private readonly ServiceProvider _services;

    public PipelineServicesTests()
    {
        var services = new ServiceCollection().AddOptions().AddPipelineCore();
        services.Configure<PaymentOptions>(options => options.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton(Mock.Of<IOrderStore>()).AddSingleton(Mock.Of<IInventory>()).AddSingleton(Mock.Of<ICarrier>())
            .AddSingleton(Mock.Of<IPaymentProvider>()).AddSingleton(Mock.Of<IEmailSender>()).AddSingleton(Mock.Of<IIdempotencyKeys>());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    [Fact]
    public void Every_queue_with_a_reaction_has_exactly_one()
    {
        var served = _services.GetServices<IReaction>().Select(reaction => reaction.Queue);

        Assert.Equal(Routes.Default.Queues.Except(["archive-events", "dead-letters"]).Order(), served.Order());
    }

    [Fact]
    public void Catalog_knows_both_sagas_and_every_activity_that_they_name()
    {
        var catalog = _services.GetRequiredService<SagaCatalog>();
        string[] definitions = [OrderSaga.Name, WelcomeWorkflow.Name];

        Assert.All(
            definitions.SelectMany(name => catalog.Newest(name).Activities()), name => Assert.Equal(name, catalog.Activity(name).Name));
        Assert.Equal(11, _services.GetServices<ISagaActivity>().Count());
    }

    [Fact]
    public void Payment_timeout_of_the_order_saga_is_the_configured_one() => Assert.Equal(
        TimeSpan.FromSeconds(5),
        _services.GetRequiredService<SagaCatalog>().Newest(OrderSaga.Name)
            .Steps.Select(step => step.Wait).OfType<SagaWait>().Single().Timeout);

    [Fact]
    public void Payments_are_recorded_outside_the_routing_table()
    {
        Assert.NotNull(_services.GetRequiredService<RecordPayment>());
        Assert.Equal("record-payment", RecordPayment.QueueName);
        Assert.DoesNotContain(RecordPayment.QueueName, Routes.Default.Queues);
    }

    public void Dispose() => _services.Dispose();
}
