using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute
{
    public bool IsBatched { get; set; }
}
