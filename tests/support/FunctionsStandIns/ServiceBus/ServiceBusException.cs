// The package is not annotated for null.
#nullable disable

namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public partial class ServiceBusException : Exception
{
    public ServiceBusException(
        string message, ServiceBusFailureReason reason, string entityPath = null, Exception innerException = null)
        : base(message, innerException) => (Reason, EntityPath) = (reason, entityPath);

    public string EntityPath { get; }

    public bool IsTransient => Reason is ServiceBusFailureReason.ServiceBusy
        or ServiceBusFailureReason.ServiceTimeout
        or ServiceBusFailureReason.ServiceCommunicationProblem;

    public ServiceBusFailureReason Reason { get; }
}
