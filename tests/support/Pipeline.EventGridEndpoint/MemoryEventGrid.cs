using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging;
using Microsoft.AspNetCore.Http;

namespace Pipeline.EventGridEndpoint;

/// <summary>
/// A topic in memory, by the rules of <see cref="LoopbackEventGrid"/>: the transport of the SDK's client, which answers in the calling
/// thread, so that no socket or thread of a server decides when.
/// </summary>
public sealed class MemoryEventGrid : HttpPipelineTransport
{
    /// <summary>Where events are published.</summary>
    public static readonly Uri TopicEndpoint = new("https://topic.memory" + EventGridRules.Path);

    /// <summary>What befalls the request that has come; null when nothing does.</summary>
    public Func<EventGridFault?> Fault { get; set; } = () => null;

    /// <summary>Called with each accepted batch.</summary>
    public Action<IReadOnlyList<CloudEvent>> OnAccepted { get; set; } = _ => { };

    // Nothing is sent by that transport.
    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return default;
    }

    public override void Process(HttpMessage message)
    {
        var fault = Fault();
        if (fault is EventGridFault.Answer answer)
        {
            message.Response = new Answered(answer.Status, answer.RetryAfter);
            return;
        }

        message.Response = new Answered(fault is EventGridFault.Reset ? throw Cut() : Take(message), null);
        if (fault is EventGridFault.LostAnswer)
        {
            throw Cut();
        }
    }

    // As the SDK's own transport reports a connection that broke.
    private static RequestFailedException Cut() => new("The connection was cut.", new IOException("Connection reset by peer"));

    private int Take(HttpMessage message)
    {
        if (EventGridRules.Refuse(Seen(message.Request), LoopbackEventGrid.Key) is { } refusal)
        {
            return refusal;
        }

        using var body = new MemoryStream();
        message.Request.Content!.WriteTo(body, message.CancellationToken);
        var (events, unfit) = EventGridRules.Read(body.ToArray(), new HashSet<string>());
        if (unfit is { } status)
        {
            return status;
        }

        OnAccepted(events);
        return StatusCodes.Status200OK;
    }

    private static HttpRequest Seen(Request sent)
    {
        var uri = sent.Uri.ToUri();
        var seen = new DefaultHttpContext().Request;
        (seen.Method, seen.Path, seen.QueryString) = (sent.Method.Method, uri.AbsolutePath, new QueryString(uri.Query));
        foreach (var header in sent.Headers)
        {
            seen.Headers[header.Name] = header.Value;
        }

        return seen;
    }

    private sealed class Answered(int status, TimeSpan? retryAfter) : Response
    {
        private readonly Dictionary<string, string> _headers = retryAfter is { } pause
            ? new(StringComparer.OrdinalIgnoreCase) { ["Retry-After"] = ((long)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture) }
            : [];

        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
            _headers.Select(header => new HttpHeader(header.Key, header.Value));

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
