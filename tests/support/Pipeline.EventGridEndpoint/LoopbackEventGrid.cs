using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Azure.Core.Pipeline;
using Azure.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.EventGridEndpoint;

/// <summary>
/// A topic's HTTPS endpoint on this machine: it checks what Event Grid checks, keeps what it accepts and misbehaves on demand.
/// It covers publishing only; subscriptions are up to the caller, through <see cref="OnAccepted"/>.
/// </summary>
public sealed class LoopbackEventGrid : IAsyncDisposable
{
    /// <summary>The topic's access key.</summary>
    public const string Key = "the-key-of-the-topic";

    private readonly X509Certificate2 _certificate = LoopbackCertificate.Create();
    private readonly ConcurrentQueue<IReadOnlyList<CloudEvent>> _accepted = [];
    private readonly Channel<int> _held = Channel.CreateUnbounded<int>();
    private readonly WebApplication _app;
    private int _requests;

    private LoopbackEventGrid()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 4 * EventGridRules.MaxBytes;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate));
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>Where events are published.</summary>
    public Uri TopicEndpoint { get; private set; } = null!;

    /// <summary>Which request meets which fault.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Ids of events that make their whole batch a bad request.</summary>
    public ISet<string> Poisoned { get; } = new HashSet<string>();

    /// <summary>Awaited with each accepted batch before the answer; an exception is answered with 503.</summary>
    public Func<IReadOnlyList<CloudEvent>, Task> OnAccepted { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Each batch that was accepted, in order.</summary>
    public IReadOnlyList<IReadOnlyList<CloudEvent>> Batches => [.. _accepted];

    /// <summary>Each event that was accepted, in order; one that was accepted twice appears twice.</summary>
    public IReadOnlyList<CloudEvent> Events => [.. _accepted.SelectMany(batch => batch)];

    public static async Task<LoopbackEventGrid> StartAsync()
    {
        var grid = new LoopbackEventGrid();
        await grid._app.StartAsync();
        grid.TopicEndpoint = new Uri(new Uri(grid._app.Urls.Single()), EventGridRules.Path);
        return grid;
    }

    /// <summary>A transport for the SDK's client that trusts this endpoint's certificate, and no other.</summary>
    public HttpPipelineTransport CreateTransport() => new HttpClientTransport(new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate?.GetCertHashString() == _certificate.GetCertHashString(),
        },
    }));

    /// <summary>Completes when the next request is held.</summary>
    public async Task HeldAsync() => await _held.Reader.ReadAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var fault = Faults.Of(Interlocked.Increment(ref _requests));
        switch (fault)
        {
            case EventGridFault.Answer answer:
                context.Response.StatusCode = answer.Status;
                context.Response.Headers.RetryAfter = answer.RetryAfter is { } pause ? $"{(long)pause.TotalSeconds}" : default;
                return;
            case EventGridFault.Reset:
                context.Abort();
                return;
            case EventGridFault.Hold:
                await HoldAsync(context);
                return;
        }

        context.Response.StatusCode = await TakeAsync(context);
        if (fault is EventGridFault.LostAnswer)
        {
            context.Abort();
        }
    }

    private async Task HoldAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = context.RequestAborted.Register(gone.SetResult);
        _held.Writer.TryWrite(Requests);
        await gone.Task;
    }

    private async Task<int> TakeAsync(HttpContext context)
    {
        if (EventGridRules.Refuse(context.Request, Key) is { } refusal)
        {
            return refusal;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (events, unfit) = EventGridRules.Read(body.ToArray(), (IReadOnlySet<string>)Poisoned);
        if (unfit is { } status)
        {
            return status;
        }

        try
        {
            await OnAccepted(events);
        }
        catch (Exception)
        {
            return StatusCodes.Status503ServiceUnavailable;
        }

        _accepted.Enqueue(events);
        return StatusCodes.Status200OK;
    }
}
