using System.Text.Json.Nodes;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Tests.Undelivered;

/// <summary>What Event Grid writes for events that it could not deliver, in the CloudEvents schema.</summary>
internal static class UndeliveredJson
{
    public static BinaryData Of(params CloudEvent[] events) => BinaryData.FromString(new JsonArray([.. events.Select(Of)]).ToJsonString());

    private static JsonNode Of(CloudEvent cloudEvent)
    {
        var json = JsonNode.Parse(CloudEvents.ToJson(cloudEvent))!.AsObject();
        json["deadletterreason"] = "MaxDeliveryAttemptsExceeded";
        json["deliveryattempts"] = 30;
        json["lastdeliveryoutcome"] = "NotFound";
        json["publishtime"] = "2026-08-08T05:21:36.4018726Z";
        json["lastdeliveryattempttime"] = "2026-08-09T05:21:36.4018726Z";
        return json;
    }
}
