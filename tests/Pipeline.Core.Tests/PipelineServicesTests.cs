using System.Reflection;
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
    public void Every_saga_that_is_defined_is_registered()
    {
        var defined = typeof(SagaDefinition).Assembly.GetTypes()
            .Where(type => type.GetMethod("Define", BindingFlags.Public | BindingFlags.Static)?.ReturnType == typeof(SagaDefinition))
            .Select(type => type.GetField("Name")!.GetRawConstantValue());

        Assert.Equal(defined.Order(), _services.GetServices<SagaDefinition>().Select(saga => saga.Name).Order());
        Assert.Contains(OrderSaga.Name, defined);
    }

    [Fact]
    public void Every_activity_is_registered_once_and_found_by_the_sagas_that_name_it()
    {
        var catalog = _services.GetRequiredService<SagaCatalog>();

        Assert.Equal(
            typeof(ISagaActivity).Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(ISagaActivity)) && !type.IsAbstract).Select(type => type.Name).Order(),
            _services.GetServices<ISagaActivity>().Select(activity => activity.GetType().Name).Order());
        Assert.All(
            catalog.Definitions.SelectMany(saga => saga.Activities()), name => Assert.Equal(name, catalog.Activity(name).Name));
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
