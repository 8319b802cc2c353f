using System.Net;

namespace Pipeline.Simulation.Tests;

/// <summary>A scripted HTTP peer: records requests and answers them as told.</summary>
internal sealed class StubHttp : HttpMessageHandler
{
    public List<(Uri Url, byte[] Body, string Signature, string? ContentType)> Sent { get; } = [];

    public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.OK);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var signature = request.Headers.GetValues("Stripe-Signature").Single();
        Sent.Add((request.RequestUri!, body, signature, $"{request.Content.Headers.ContentType}"));
        return Answer();
    }
}
