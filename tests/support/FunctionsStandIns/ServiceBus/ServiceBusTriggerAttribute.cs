using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string? Connection { get; set; }

    public string? QueueName { get; } = queueName;

    public bool IsSessionsEnabled { get; set; }

    public bool IsBatched { get; set; }

    public bool AutoCompleteMessages { get; set; }
}
