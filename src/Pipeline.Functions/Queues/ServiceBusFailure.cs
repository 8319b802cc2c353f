using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Pipeline.Failures;

namespace Pipeline.Functions.Queues;

/// <summary>What an exception of the Service Bus clients means to the caller.</summary>
public static class ServiceBusFailure
{
    /// <summary>Whether the SDK threw this for a failed call; several failed attempts come as an aggregate.</summary>
    public static bool Is(Exception error) =>
        error is ServiceBusException or RequestFailedException or AuthenticationFailedException or UnauthorizedAccessException
            or TimeoutException
        || (error is AggregateException several && several.InnerExceptions.All(Is));

    /// <summary>Always transient: even a missing queue or permission may be put right, and trying again loses nothing.</summary>
    public static FailureException Of(Exception error) => new(
        new Transient(
            "service-bus-unreachable",
            error is ServiceBusException known ? $"Service Bus: {known.Reason}: {known.Message}" : $"Service Bus: {error.Message}"),
        error);
}
