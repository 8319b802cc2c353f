using Azure.Messaging;

namespace Pipeline.Reactions;

/// <summary>Publishes an event; its id is derived from its cause, so that publishing twice is publishing once.</summary>
public sealed record Publish(CloudEvent Event) : Effect;
