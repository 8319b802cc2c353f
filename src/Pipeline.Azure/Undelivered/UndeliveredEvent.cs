using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Azure.Undelivered;

/// <summary>An event as it was published, and why Event Grid could not deliver it.</summary>
internal sealed record UndeliveredEvent(CloudEvent Event, Permanent Failure);
