using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Pipeline.Failures;

namespace Pipeline.Functions.Queues;

/// <summary>What an exception of the Service Bus clients means.</summary>
public static class ServiceBusFailure
{
    /// <summary>Whether the exception is one of the SDK's for a call that did not work; several failed tries are an aggregate.</summary>
    public static bool Is(Exception error) =>
        error is ServiceBusException or RequestFailedException or AuthenticationFailedException or UnauthorizedAccessException or TimeoutException
        || (error is AggregateException several && several.InnerExceptions.All(Is));

    /// <summary>Transient: even a missing queue or right may be put in place, and trying again loses nothing.</summary>
    public static FailureException Of(Exception error) => new(
        new Transient(
            "service-bus-unreachable",
            error is ServiceBusException known ? $"Service Bus: {known.Reason}: {known.Message}" : $"Service Bus: {error.Message}"),
        error);
}
