namespace Pipeline.Standalone.Payments;

/// <summary>The HTTP connections between the pipeline and its simulated provider, kept alive and shared.</summary>
internal sealed class SimulatorHttp : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // An invoker does what HttpClient does, without buffering and headers that nobody here needs.
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = Timeout,
    });

    /// <summary>Sends a request.</summary>
    /// <exception cref="HttpRequestException">No answer came, or none in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Timeout);
        try
        {
            return await _invoker.SendAsync(request, timeout.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"No answer from {request.RequestUri} within {Timeout.TotalSeconds} s.", error);
        }
    }

    public void Dispose() => _invoker.Dispose();
}
