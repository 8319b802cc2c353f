using System.Globalization;
using System.Net.Sockets;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Faults;

/// <summary>Injects a fault.</summary>
internal static class FaultInjection
{
    /// <summary>Throws as a broken connection does, or gives the error answer; null when nothing is wrong.</summary>
    public static async Task<CosmosResponse?> Befall(Fault fault, RecordedRequest request)
    {
        if (fault.Meanwhile is { } meanwhile)
        {
            await meanwhile(request);
        }

        return fault.Effect switch
        {
            FaultEffect.Answer => Error(fault),
            FaultEffect.ConnectionLost => throw new HttpRequestException(
                HttpRequestError.ConnectionError, $"Injected: {fault}.", new SocketException((int)SocketError.ConnectionReset)),
            FaultEffect.TimeOut => throw new TaskCanceledException($"Injected: {fault}."),
            _ => null,
        };
    }

    private static CosmosResponse Error(Fault fault) => CosmosResponse.Error(fault.Status, $"Injected: {fault}.", fault.SubStatus)
        .With(HeaderNames.RetryAfter, fault.RetryAfter?.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
}
