using System.Collections.Immutable;
using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Pipeline.Azure.Counters;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Reactions;
using Pipeline.AzurePath;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Functions.Queues;
using Pipeline.Functions.Sagas;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Reactions;

namespace Pipeline.Functions.Tests.Queues;

/// <summary>Each queue function hands its message to the reaction of the very queue that triggers it.</summary>
public sealed class QueueFunctionsTests
{
    private readonly List<string> _asked = [];
    private readonly Mock<ServiceBusMessageActions> _actions = new();

    public static TheoryData<string> Functions =>
        [.. FunctionTable.With<ServiceBusTriggerAttribute>().Keys.Where(name => name != "KeepDeadLetters")];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_queue_function_delivers_to_the_reaction_of_its_queue_and_completes(string name)
    {
        var message = Messages.Of(Messages.LogLine());
        using var services = Services();

        await RunAsync(services, name, message);

        Assert.Equal([FunctionTable.With<ServiceBusTriggerAttribute>()[name].QueueName!], _asked);
        _actions.Verify(actions => actions.CompleteMessageAsync(message, It.IsAny<CancellationToken>()), Times.Once);
    }

    private Task RunAsync(IServiceProvider services, string name, ServiceBusReceivedMessage message)
    {
        var method = FunctionTable.All[name];
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(ServiceBusReceivedMessage) => message,
            var type when type == typeof(ServiceBusMessageActions) => _actions.Object,
            var type when type == typeof(CancellationToken) => CancellationToken.None,
            _ => (object?)null,
        });
        var function = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        return (Task)method.Invoke(function, [.. arguments])!;
    }

    private ServiceProvider Services() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Mock.Of<IQueueSender>())
        .AddSingleton(Mock.Of<IQueueDeadLetters>())
        .AddSingleton(new EffectRunner(
            Mock.Of<IEmailSender>(), Mock.Of<IEventIntake>(), Mock.Of<IOrderViews>(), Mock.Of<IInventory>(), Mock.Of<ICounterWriter>(),
            Mock.Of<ISagaClient>()))
        .AddSingleton(provider => new ReactionRunner(
            Routes.Default.Queues.Select(queue => new Asked(queue, _asked)), provider.GetRequiredService<EffectRunner>()))
        .AddSingleton<QueueDelivery>()
        .AddSingleton<DeadLetterDelivery>()
        .AddSingleton<DurableClients>()
        .BuildServiceProvider();

    private sealed class Asked(string queue, List<string> asked) : IReaction
    {
        public string Queue => queue;

        public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
        {
            asked.Add(queue);
            return new(ImmutableArray<Effect>.Empty);
        }
    }
}
