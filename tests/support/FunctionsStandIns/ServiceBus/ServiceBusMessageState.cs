namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
