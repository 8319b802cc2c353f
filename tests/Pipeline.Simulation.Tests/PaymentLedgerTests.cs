using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Simulation.Tests;

public sealed class PaymentLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly FolderLock _lock;
    private readonly WorldDatabase _world;
    private readonly PaymentLedger _ledger;

    public PaymentLedgerTests()
    {
        _lock = FolderLock.Take(_folder.Path);
        _world = new WorldDatabase(_folder.Path, _lock);
        _ledger = new PaymentLedger(_world);
    }

    [Fact]
    public async Task Adding_a_payment_twice_adds_it_once()
    {
        var (_, added) = await _ledger.AddAsync(Payment());
        var (known, again) = await _ledger.AddAsync(Payment() with { Amount = 1 });

        Assert.True(added);
        Assert.False(again);
        Assert.Equal(Payment(), known);
    }

    [Fact]
    public async Task Settling_a_voided_payment_does_nothing()
    {
        await _ledger.AddAsync(Payment() with { Status = SimulatedStatus.Open });
        await _ledger.CloseAsync("pi_1", _ => (SimulatedStatus.Voided, null));

        Assert.Null(await _ledger.SettleAsync("pi_1", SimulatedStatus.Captured));
    }

    [Fact]
    public async Task Closing_a_captured_payment_leaves_it_as_it_is()
    {
        await _ledger.AddAsync(Payment());

        var closed = await _ledger.CloseAsync("pi_1", _ => (SimulatedStatus.Voided, null));

        Assert.Equal((Payment(), false), closed);
    }

    [Fact]
    public async Task Closing_an_unknown_payment_finds_none() =>
        Assert.Null(await _ledger.CloseAsync("pi_9", _ => (SimulatedStatus.Voided, null)));

    [Fact]
    public async Task Refunding_twice_with_one_id_refunds_once()
    {
        await _ledger.AddAsync(Payment());

        Assert.True(await _ledger.RefundAsync("pi_1", "re_1", 60));
        Assert.True(await _ledger.RefundAsync("pi_1", "re_1", 60));
        Assert.True(await _ledger.RefundAsync("pi_1", "re_2", 40));
        Assert.False(await _ledger.RefundAsync("pi_1", "re_3", 1));
    }

    [Fact]
    public async Task Refunding_what_is_not_captured_is_refused()
    {
        await _ledger.AddAsync(Payment() with { Status = SimulatedStatus.Open });

        Assert.False(await _ledger.RefundAsync("pi_1", "re_1", 1));
    }

    [Fact]
    public async Task Payment_awaits_notification_until_it_was_notified()
    {
        await _ledger.AddAsync(Payment() with { NotifyAt = Now });
        await _ledger.AddAsync(Payment() with { Id = "pi_2" });

        Assert.Equal("pi_1", Assert.Single(_ledger.ToNotify()).Id);
        await _ledger.NotifiedAsync("pi_1");
        Assert.Empty(_ledger.ToNotify());
    }

    public void Dispose()
    {
        _world.Dispose();
        _lock.Dispose();
        _folder.Dispose();
    }

    private static SimulatedPayment Payment() =>
        new("pi_1", "order-1", "c-1", 100, "USD", SimulatedStatus.Captured, Refunded: 0, Now, NotifyAt: null);
}
