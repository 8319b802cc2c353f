using Pipeline.Idempotency;
using Pipeline.Testing;

namespace Pipeline.Compliance.Idempotency;

/// <summary>What every store of idempotency keys does.</summary>
public abstract class IdempotencyKeysSuite : PortSuite
{
    private static readonly IdempotentAnswer Answer = new(202, "/api/orders/1", """{"orderId":"1"}""");
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private IIdempotencyKeys Keys => Ports.Port<IIdempotencyKeys>();

    [Fact]
    public async Task Key_is_granted_with_the_proposed_order_when_it_is_new()
    {
        Assert.Equal("order-1", (await GrantedAsync("order-1")).OrderId);
    }

    [Fact]
    public async Task Key_is_in_progress_when_its_request_has_no_answer_yet()
    {
        await ClaimAsync("order-1");
        Time.Advance(IdempotencyLimits.Lease - Moment);

        Assert.IsType<IdempotencyClaim.InProgress>(await ClaimAsync("order-2"));
    }

    [Fact]
    public async Task One_claim_is_granted_when_many_come_at_once()
    {
        var claims = await Rivals.RunAsync(16, number => ClaimAsync($"order-{number}"));

        Assert.Single(claims.OfType<IdempotencyClaim.Granted>());
        Assert.Equal(15, claims.OfType<IdempotencyClaim.InProgress>().Count());
    }

    [Fact]
    public async Task Stored_answer_is_given_when_the_request_is_done()
    {
        var claim = await GrantedAsync("order-1");
        await Keys.CompleteAsync("key", claim.ClaimId, Answer, default);
        Time.Advance(IdempotencyLimits.Retention - Moment);

        Assert.Equal(new IdempotencyClaim.Answered(Answer), await ClaimAsync("order-2"));
    }

    [Fact]
    public async Task Answer_without_a_location_comes_back_when_it_was_stored()
    {
        var claim = await GrantedAsync("order-1");
        await Keys.CompleteAsync("key", claim.ClaimId, new IdempotentAnswer(400, null, ""), default);

        Assert.Equal(new IdempotencyClaim.Answered(new IdempotentAnswer(400, null, "")), await ClaimAsync("order-2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_does_not_match_when_the_body_is_another(bool answered)
    {
        var claim = await GrantedAsync("order-1");
        if (answered)
        {
            await Keys.CompleteAsync("key", claim.ClaimId, Answer, default);
        }

        Assert.IsType<IdempotencyClaim.Mismatch>(await Keys.ClaimAsync("key", "another body", "order-2", default));
    }

    [Fact]
    public async Task Key_is_taken_over_with_the_first_order_when_the_lease_has_lapsed()
    {
        await ClaimAsync("order-1");
        Time.Advance(IdempotencyLimits.Lease);

        Assert.Equal("order-1", (await GrantedAsync("order-2")).OrderId);
        Assert.IsType<IdempotencyClaim.InProgress>(await ClaimAsync("order-3"));
    }

    [Fact]
    public async Task Key_is_new_when_its_retention_has_passed()
    {
        var claim = await GrantedAsync("order-1");
        await Keys.CompleteAsync("key", claim.ClaimId, Answer, default);
        Time.Advance(IdempotencyLimits.Retention);

        Assert.Equal(
            "order-2", Assert.IsType<IdempotencyClaim.Granted>(await Keys.ClaimAsync("key", "another body", "order-2", default)).OrderId);
        Assert.IsType<IdempotencyClaim.InProgress>(await Keys.ClaimAsync("key", "another body", "order-3", default));
    }

    [Fact]
    public async Task Key_is_new_when_its_claim_was_given_back()
    {
        var claim = await GrantedAsync("order-1");
        await Keys.ForgetAsync("key", claim.ClaimId, default);

        Assert.Equal(
            "order-2", Assert.IsType<IdempotencyClaim.Granted>(await Keys.ClaimAsync("key", "another body", "order-2", default)).OrderId);
    }

    [Fact]
    public async Task Answer_stays_when_a_claim_is_given_back_after_it()
    {
        var claim = await GrantedAsync("order-1");
        await Keys.CompleteAsync("key", claim.ClaimId, Answer, default);
        await Keys.ForgetAsync("key", claim.ClaimId, default);

        Assert.Equal(new IdempotencyClaim.Answered(Answer), await ClaimAsync("order-2"));
    }

    [Fact]
    public async Task Keys_do_not_mix_when_there_are_several()
    {
        await ClaimAsync("order-1");

        Assert.Equal("order-2", Assert.IsType<IdempotencyClaim.Granted>(await Keys.ClaimAsync("Key", "body", "order-2", default)).OrderId);
    }

    [Fact]
    public async Task Late_request_changes_nothing_when_its_claim_has_passed_to_another()
    {
        var late = await GrantedAsync("order-1");
        Time.Advance(IdempotencyLimits.Lease);
        var successor = await GrantedAsync("order-2");

        await Keys.ForgetAsync("key", late.ClaimId, default);
        await Keys.CompleteAsync("key", late.ClaimId, new IdempotentAnswer(500, null, "late"), default);

        Assert.IsType<IdempotencyClaim.InProgress>(await ClaimAsync("order-3"));
        await Keys.CompleteAsync("key", successor.ClaimId, Answer, default);
        Assert.Equal(new IdempotencyClaim.Answered(Answer), await ClaimAsync("order-3"));
    }

    private async Task<IdempotencyClaim.Granted> GrantedAsync(string proposed) =>
        Assert.IsType<IdempotencyClaim.Granted>(await ClaimAsync(proposed));

    private Task<IdempotencyClaim> ClaimAsync(string proposed) => Keys.ClaimAsync("key", "body", proposed, default);
}
