using Azure.Messaging.ServiceBus;
using Pipeline.Failures;

namespace Pipeline.Functions.Queues;

/// <summary>What an exception of the Service Bus client means.</summary>
public static class ServiceBusFailure
{
    /// <summary>Transient: even a missing queue or right may be put in place, and trying again loses nothing.</summary>
    public static Transient Of(Exception error) => new(
        "service-bus-unreachable",
        error is ServiceBusException known ? $"Service Bus: {known.Reason}: {known.Message}" : $"Service Bus: {error.Message}");
}
