using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Sqlite;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Simulation.Tests;

/// <summary>
/// The provider with memory, on its own file, and a merchant with scripted answers. Pauses between webhooks are short; the
/// caller's clock stands still until it is moved.
/// </summary>
internal sealed class SimulationBench : IAsyncDisposable
{
    private static readonly IOptions<StripeWebhookOptions> Stripe =
        Options.Create(new StripeWebhookOptions { SigningSecrets = ["whsec_test"] });

    private readonly HastyTime _pauses = new();
    private readonly TempFolder _folder = new();
    private readonly FolderLock _lock;
    private readonly WorldDatabase _world;
    private readonly PaymentLedger _ledger;
    private readonly WebhookSender _sender;
    private readonly IOptions<SimulatorOptions> _options;
    private int _lastCustomer;

    public SimulationBench(SimulatorOptions options)
    {
        _options = Options.Create(options);
        _lock = FolderLock.Take(_folder.Path);
        _world = new WorldDatabase(_folder.Path, _lock);
        _ledger = new PaymentLedger(_world);
        _sender = new WebhookSender(new HttpMessageInvoker(Merchant), Stripe, _pauses);
        Queue = NewQueue();
        Payments = new SimulatedPayments(_ledger, Queue, _options, Clock);
    }

    public VirtualTime Clock { get; } = new();

    public StubHttp Merchant { get; } = new();

    public SimulatedPayments Payments { get; private set; }

    public WebhookQueue Queue { get; private set; }

    /// <summary>A customer that was not returned before.</summary>
    public string Customer(Func<PaymentBehaviour, bool> which)
    {
        while (true)
        {
            var customer = $"c-{++_lastCustomer}";
            if (which(PaymentRules.Of(_options.Value, customer)))
            {
                return customer;
            }
        }
    }

    public SimulatedStatus StatusOf(string paymentId) => _world.Read(connection =>
        (SimulatedStatus)connection.Sql("SELECT status FROM payments WHERE id = ?").Bind(paymentId).First(row => row.Number(0)));

    public long PaymentCount() => _world.Read(connection => connection.Sql("SELECT count(*) FROM payments").First(row => row.Number(0)));

    /// <summary>Stops the queue of webhooks, as the host does.</summary>
    public async Task StopAsync()
    {
        await Queue.StopAsync(default);
        Queue.Dispose();
    }

    /// <summary>Starts another queue on what the ledger remembers.</summary>
    public async Task StartAgainAsync()
    {
        Queue = NewQueue();
        Payments = new SimulatedPayments(_ledger, Queue, _options, Clock);
        await Queue.StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _sender.Dispose();
        _world.Dispose();
        _lock.Dispose();
        _folder.Dispose();
    }

    private WebhookQueue NewQueue() =>
        new(_ledger, _sender, new FixedAddress(), _options, _pauses, NullLogger<WebhookQueue>.Instance);

    private sealed class FixedAddress : IMerchantAddress
    {
        public Task<Uri> GetAsync(CancellationToken cancellation) => Task.FromResult(new Uri("http://127.0.0.1:7071"));
    }
}
