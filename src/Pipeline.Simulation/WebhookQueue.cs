using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Sqlite;

namespace Pipeline.Simulation;

/// <summary>
/// Reports payments to the merchant by signed webhooks over HTTP, each until it is acknowledged. The ledger keeps what is still to be
/// reported, so that a restart goes on with it.
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

    private readonly AsyncSemaphore _gate = new(MaxAtOnce, MaxAtOnce);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;

    /// <summary>How many payments are still to be reported.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Notifies the merchant when the payment is due. The task ends when that is acknowledged or the host stops.</summary>
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
        SendNothingNew();
        if (Pending > 0)
        {
            await _stopped.Task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
    }

    private void SendNothingNew() => _stopping.Cancel();

    private async Task TellAsync(SimulatedPayment payment)
    {
        try
        {
            var behaviour = PaymentRules.Of(options.Value, payment.CustomerId);
            await WaitUntilAsync(payment.NotifyAt!.Value, behaviour.Delay);
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
            // The ledger still lists it; the next start sends it.
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

    // No longer than the delay that was meant, should the clock have been set back since.
    private Task WaitUntilAsync(DateTimeOffset due, TimeSpan delay)
    {
        var left = due - time.GetUtcNow();
        var wait = left < delay ? left : delay;
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
            // A server error passes by itself; a refusal means a wrong setting, such as a signing secret that is not the pipeline's.
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

/// <summary>Port: the address of the merchant that gets the webhooks. A host that picks its own knows it only once it listens.</summary>
public interface IMerchantAddress
{
    /// <summary>The address, once it can be reached.</summary>
    Task<Uri> GetAsync(CancellationToken cancellation);
}
