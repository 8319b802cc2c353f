using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Embedded.Log;

/// <summary>An event and its JSON, made by whoever has it, so that the writer's thread need not.</summary>
internal sealed record SerializedEvent(CloudEvent Event, byte[] Json)
{
    public static SerializedEvent Of(CloudEvent cloudEvent) => new(cloudEvent, CloudEvents.ToJson(cloudEvent));
}
