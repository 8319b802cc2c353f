using Microsoft.Extensions.Options;
using Pipeline.Payments.Simulation;
using Pipeline.Standalone.Serve;

namespace Pipeline.Standalone.Payments;

/// <summary>
/// Tells the merchant how payments went, by signed webhooks over HTTP, each until it is acknowledged. What is still to be told stands in
/// the ledger, so that a restart goes on with it.
/// </summary>
internal sealed partial class WebhookSender(
    PaymentLedger ledger,
    WebhookClient client,
    OwnAddress address,
    IOptions<SimulatorOptions> options,
    TimeProvider time,
    ILogger<WebhookSender> logger) : IHostedService, IDisposable
{
    private const int MaxAtOnce = 64;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(MaxAtOnce);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;

    /// <summary>How many payments the merchant is still to be told of.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Tells the merchant when the payment's time has come. The task ends when that is acknowledged, or the host stops.</summary>
    public Task Post(SimulatedPayment payment)
    {
        Interlocked.Increment(ref _pending);
        return TellAsync(payment);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var payment in ledger.ToNotify())
        {
            _ = Post(payment);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (Pending > 0)
        {
            await _stopped.Task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _gate.Dispose();
    }

    private async Task TellAsync(SimulatedPayment payment)
    {
        try
        {
            await WaitUntilAsync(payment.NotifyAt!.Value);
            var behaviour = PaymentRules.Of(options.Value, payment.CustomerId);
            var settled = payment.Status == SimulatedStatus.Open
                ? await ledger.SettleAsync(payment.Id, SimulatedPayments.StatusAfter(behaviour.Outcome))
                : payment;
            if (settled is not null)
            {
                await SendAllAsync(settled, behaviour);
                await ledger.NotifiedAsync(payment.Id);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ledger still says that this is to be told; the next start does it.
        }
        catch (Exception error)
        {
            LogGivenUp(payment.Id, error);
        }
        finally
        {
            if (Interlocked.Decrement(ref _pending) == 0 && _stopping.IsCancellationRequested)
            {
                _stopped.TrySetResult();
            }
        }
    }

    private async Task SendAllAsync(SimulatedPayment payment, PaymentBehaviour behaviour)
    {
        var settled = StripeEventWriter.Settled(payment);
        await SendAsync(settled);
        if (behaviour.Duplicate)
        {
            await SendAsync(settled);
        }

        if (behaviour.OutOfOrder)
        {
            await SendAsync(StripeEventWriter.Created(payment));
        }
    }

    private async Task SendAsync(byte[] payload)
    {
        var own = await address.GetAsync(_stopping.Token);
        for (var pause = FirstPause; !await TrySendAsync(own, payload); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, _stopping.Token);
        }
    }

    private async Task<bool> TrySendAsync(Uri own, byte[] payload)
    {
        await _gate.WaitAsync(_stopping.Token);
        try
        {
            return await client.SendAsync(own, payload, _stopping.Token);
        }
        finally
        {
            _gate.Release();
        }
    }

    private Task WaitUntilAsync(DateTimeOffset due)
    {
        var wait = due - time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, _stopping.Token) : Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook of payment {PaymentId} was given up; a restart tries again.")]
    private partial void LogGivenUp(string paymentId, Exception error);
}
