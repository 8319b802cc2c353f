using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Simulation;

/// <summary>Port: the merchant that the webhooks are for. A host that picks its own address knows it only when it listens.</summary>
public interface IMerchantAddress
{
    /// <summary>Waits until it can be reached.</summary>
    Task<Uri> GetAsync(CancellationToken cancellation);
}

/// <summary>
/// Tells the merchant how payments went, by signed webhooks over HTTP, each until it is acknowledged. What is still to be told stands in
/// the ledger, so that a restart goes on with it.
/// </summary>
internal sealed partial class WebhookQueue(
    PaymentLedger ledger,
    WebhookSender sender,
    IMerchantAddress merchant,
    IOptions<SimulatorOptions> options,
    TimeProvider time,
    ILogger<WebhookQueue> logger) : IHostedService, IDisposable
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
                ? await ledger.SettleAsync(payment.Id, PaymentRules.StatusAfter(behaviour.Outcome))
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
        var url = new Uri(await merchant.GetAsync(_stopping.Token), WebhookSender.Path);
        for (var pause = FirstPause; !await TrySendAsync(url, payload); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, _stopping.Token);
        }
    }

    private async Task<bool> TrySendAsync(Uri url, byte[] payload)
    {
        await _gate.WaitAsync(_stopping.Token);
        try
        {
            var answer = await sender.SendAsync(url, payload, _stopping.Token);
            Log(answer);
            return answer.Acknowledged;
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

    private void Log(WebhookAnswer answer)
    {
        if (answer.Status is not { } status)
        {
            LogUnreachable(answer.Error!.Message);
        }
        else if (!answer.Acknowledged)
        {
            // Busy passes by itself; a refusal is a wrong setting, such as a signing secret that is not the pipeline's.
            LogRefused(status >= HttpStatusCode.InternalServerError ? LogLevel.Debug : LogLevel.Warning, (int)status);
        }
    }

    [LoggerMessage(Message = "The merchant answered a webhook with {Status}; it is sent again.")]
    private partial void LogRefused(LogLevel level, int status);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A webhook could not be sent ({Reason}); it is sent again.")]
    private partial void LogUnreachable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook of payment {PaymentId} was given up; a restart tries again.")]
    private partial void LogGivenUp(string paymentId, Exception error);
}
