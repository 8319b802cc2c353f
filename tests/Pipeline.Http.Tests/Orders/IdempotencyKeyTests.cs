using Pipeline.Failures;

namespace Pipeline.Http.Tests.Orders;

public sealed class IdempotencyKeyTests : HttpTest
{
    private static readonly (string, string) Key = ("Idempotency-Key", "key-1");

    [Fact]
    public async Task Post_gives_the_stored_answer_when_key_and_body_come_again()
    {
        var first = await PlaceAsync(headers: Key);
        var second = await PlaceAsync(headers: Key);

        Assert.Equal((202, 202), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal((1, 1), (Orders.Count, Duplicates.Suppressed));
    }

    [Fact]
    public async Task Post_answers_422_when_the_key_comes_with_another_body()
    {
        await PlaceAsync(headers: Key);

        var response = await PlaceAsync(OrderJson + " ", Key);

        await ProblemAssert.IsAsync(response, 422, "idempotency-key-reused");
        Assert.Equal(1, Orders.Count);
    }

    [Fact]
    public async Task Post_answers_409_with_retry_after_when_the_key_is_in_progress()
    {
        await Keys.ClaimAsync("key-1", Fingerprint, "the-first-id", default);

        var response = await PlaceAsync(headers: Key);

        await ProblemAssert.IsAsync(response, 409, "idempotency-key-in-progress");
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Post_finishes_a_crashed_request_whose_order_exists()
    {
        var first = await PlaceAsync(headers: Key);
        Keys.Expire("key-1");

        var second = await PlaceAsync(headers: Key);

        Assert.Equal(202, (int)second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1, Orders.Count);
        Assert.True((await PlaceAsync(headers: Key)).Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Post_finishes_a_crashed_request_whose_order_does_not_exist_under_the_first_order_id()
    {
        await Keys.ClaimAsync("key-1", Fingerprint, "the-first-id", default);
        Keys.Expire("key-1");

        var response = await PlaceAsync(headers: Key);

        Assert.Equal("/api/orders/the-first-id", response.Headers.Location?.ToString());
        Assert.NotNull(await Orders.LoadAsync("the-first-id", default));
    }

    [Fact]
    public async Task Post_frees_the_key_when_nothing_was_written()
    {
        Orders.Throws = new FailureException(new Transient("overloaded", "Too much at once."));
        await ProblemAssert.IsAsync(await PlaceAsync(headers: Key), 503, "overloaded");
        Orders.Throws = null;

        Assert.Equal(202, (int)(await PlaceAsync(headers: Key)).StatusCode);
    }

    [Fact]
    public async Task Post_keeps_the_order_id_of_a_crashed_request_when_nobody_can_see_whether_its_order_exists()
    {
        var first = await PlaceAsync(headers: Key);
        Keys.Expire("key-1");
        Orders.LoadThrows = new FailureException(new Transient("overloaded", "Too much at once."));
        await ProblemAssert.IsAsync(await PlaceAsync(headers: Key), 503, "overloaded");
        Orders.LoadThrows = null;
        Keys.Expire("key-1");

        Assert.Equal(first.Headers.Location, (await PlaceAsync(headers: Key)).Headers.Location);
        Assert.Equal(1, Orders.Count);
    }

    [Fact]
    public async Task Post_frees_the_key_when_the_order_is_refused()
    {
        var tooMuch = OrderJson.Replace(
            "\"quantity\":2,\"unitPrice\":1250", "\"quantity\":1000000,\"unitPrice\":1000000000000", StringComparison.Ordinal);
        await ProblemAssert.IsAsync(await PlaceAsync(tooMuch, Key), 422, "total-too-large");

        Assert.Equal(202, (int)(await PlaceAsync(headers: Key)).StatusCode);
    }

    [Fact]
    public async Task Post_keeps_the_claim_when_nobody_knows_whether_the_order_was_written()
    {
        Orders.Throws = new InvalidOperationException("The power failed.");
        await ProblemAssert.IsAsync(await PlaceAsync(headers: Key), 500, "internal-error");
        Orders.Throws = null;

        await ProblemAssert.IsAsync(await PlaceAsync(headers: Key), 409, "idempotency-key-in-progress");
    }

    [Fact]
    public async Task Post_keeps_the_order_id_when_a_write_may_still_be_on_its_way()
    {
        Orders.Throws = new FailureException(new Transient("timed-out", "No answer.") { MayHaveHappened = true });
        await ProblemAssert.IsAsync(await PlaceAsync(headers: Key), 503, "timed-out");
        Orders.Throws = null;

        await ProblemAssert.IsAsync(await PlaceAsync(headers: Key), 409, "idempotency-key-in-progress");
    }

    [Fact]
    public async Task Post_claims_nothing_when_the_body_is_wrong()
    {
        await PlaceAsync("{}", Key);

        Assert.Equal(0, Keys.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("clé")]
    public async Task Post_answers_400_when_the_key_is_not_visible_ascii(string key) =>
        await ProblemAssert.IsAsync(await PlaceAsync(headers: ("Idempotency-Key", key)), 400, "bad-idempotency-key");

    [Fact]
    public async Task Post_answers_400_when_the_key_is_given_twice() =>
        await ProblemAssert.IsAsync(await PlaceAsync(headers: [Key, ("Idempotency-Key", "key-2")]), 400, "bad-idempotency-key");

    [Theory]
    [InlineData(255, 202)]
    [InlineData(256, 400)]
    public async Task Post_accepts_keys_of_up_to_255_characters(int length, int status)
    {
        var response = await PlaceAsync(headers: ("Idempotency-Key", new string('k', length)));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_places_one_order_when_the_same_request_comes_many_times_at_once()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PlaceAsync(headers: Key)));

        Assert.All(responses, response => Assert.Contains((int)response.StatusCode, new[] { 202, 409 }));
        Assert.Equal(1, Orders.Count);
    }

    private static string Fingerprint =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(OrderJson)));
}
