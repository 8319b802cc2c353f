// The package is not annotated for null.
#nullable disable

using Azure.Core;

namespace Azure.Messaging.ServiceBus.Administration;

/// <summary>Compile-time stand-in of the package type of that name; its members are meant to be mocked.</summary>
public partial class ServiceBusAdministrationClient
{
    protected ServiceBusAdministrationClient()
    {
    }

    public ServiceBusAdministrationClient(string connectionString)
    {
    }

    public ServiceBusAdministrationClient(string fullyQualifiedNamespace, TokenCredential credential)
    {
    }

    public virtual AsyncPageable<QueueRuntimeProperties> GetQueuesRuntimePropertiesAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
