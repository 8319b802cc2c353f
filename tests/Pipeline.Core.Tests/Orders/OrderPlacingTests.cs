using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Idempotency;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public sealed class OrderPlacingTests : IDisposable
{
    private static readonly IdempotentRequest Request = new("key-1", "fingerprint");

    private readonly OrdersInMemory _store = new();
    private readonly Mock<IIdempotencyKeys> _keys = new(MockBehavior.Strict);
    private readonly Duplicates _duplicates = new();
    private readonly OrderPlacing _placing;

    public OrderPlacingTests()
    {
        var ids = new SequentialIds();
        _placing = new OrderPlacing(new OrderService(_store, ids, new VirtualTime()), _store, _keys.Object, ids, _duplicates);
    }

    [Fact]
    public async Task Request_without_a_key_places_an_order_and_touches_no_key()
    {
        var placed = Value(await PlaceAsync(request: null));

        Assert.Equal((Answer(SequentialIds.At(1)), false), (placed.Answer, placed.Replayed));
        Assert.NotNull(await _store.LoadAsync(SequentialIds.At(1), default));
        _keys.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Request_without_a_key_stops_when_its_client_hangs_up()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var store = new Mock<IOrderStore>();
        store.Setup(orders => orders.LoadAsync(It.IsAny<string>(), gone.Token))
            .Throws(new OperationCanceledException(gone.Token));
        var ids = new SequentialIds();
        var placing = new OrderPlacing(
            new OrderService(store.Object, ids, new VirtualTime()), store.Object, _keys.Object, ids, _duplicates);

        await Assert.ThrowsAsync<OperationCanceledException>(() => placing.PlaceAsync(Command(), null, Trace.None, Answer, gone.Token));
    }

    [Fact]
    public async Task Granted_request_is_placed_under_the_claims_id_and_its_answer_is_kept_whoever_hangs_up()
    {
        using var gone = new CancellationTokenSource();
        _keys.Setup(keys => keys.ClaimAsync("key-1", "fingerprint", SequentialIds.At(1), gone.Token))
            .Callback(gone.Cancel)
            .ReturnsAsync(new IdempotencyClaim.Granted("the-id", "claim"));
        _keys.Setup(keys => keys.CompleteAsync("key-1", "claim", Answer("the-id"), CancellationToken.None)).Returns(Task.CompletedTask);

        var placed = Value(await _placing.PlaceAsync(Command(), Request, Trace.None, Answer, gone.Token));

        Assert.Equal((Answer("the-id"), false), (placed.Answer, placed.Replayed));
        Assert.NotNull(await _store.LoadAsync("the-id", default));
        _keys.VerifyAll();
    }

    [Fact]
    public async Task Answered_request_gets_its_answer_again_and_is_counted_as_a_duplicate()
    {
        Claimed(new IdempotencyClaim.Answered(Answer("before")));

        var placed = Value(await PlaceAsync(Request));

        Assert.Equal((Answer("before"), true, 1), (placed.Answer, placed.Replayed, _duplicates.Suppressed));
        Assert.Equal(0, _store.Appends);
    }

    [Fact]
    public async Task Key_of_another_body_is_refused_for_good()
    {
        Claimed(new IdempotencyClaim.Mismatch());

        Assert.Equal("idempotency-key-reused", Assert.IsType<Permanent>((await PlaceAsync(Request)).Failure).Code);
    }

    [Fact]
    public async Task Key_in_progress_is_a_conflict()
    {
        Claimed(new IdempotencyClaim.InProgress());

        Assert.Equal("idempotency-key-in-progress", Assert.IsType<Conflict>((await PlaceAsync(Request)).Failure).Code);
    }

    [Fact]
    public async Task Refused_order_is_an_invalid_request_and_gives_its_claim_back()
    {
        Claimed(new IdempotencyClaim.Granted("the-id", "claim"));
        _keys.Setup(keys => keys.ForgetAsync("key-1", "claim", CancellationToken.None)).Returns(Task.CompletedTask);

        var wrong = Assert.IsType<Invalid>((await PlaceAsync(Request, Command() with { Lines = [], Tax = 0, ShippingFee = 0 })).Failure);

        Assert.Equal("total-zero", wrong.Code);
        Assert.Equal([wrong.Detail], wrong.Errors["lines"]);
        _keys.VerifyAll();
    }

    [Fact]
    public void Fingerprint_is_the_hash_of_the_body() => Assert.Equal(
        new IdempotentRequest("k", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), IdempotentRequest.Of("k", "abc"u8));

    public void Dispose() => _duplicates.Dispose();

    private static PlaceOrder Command() => new("c-1", "a@example.com", "USD", [new OrderLine("SKU-1", 2, 1250)], 200, 500);

    private static IdempotentAnswer Answer(string orderId) => new(202, "/" + orderId, "{}");

    private void Claimed(IdempotencyClaim claim) => _keys
        .Setup(keys => keys.ClaimAsync("key-1", "fingerprint", It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(claim);

    private Task<Result<PlacedOrder>> PlaceAsync(IdempotentRequest? request, PlaceOrder? command = null) =>
        _placing.PlaceAsync(command ?? Command(), request, Trace.None, Answer, default);

    private static PlacedOrder Value(Result<PlacedOrder> result)
    {
        Assert.True(result.TryGet(out var placed, out var failure), failure?.Detail);
        return placed;
    }
}
