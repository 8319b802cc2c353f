using Moq;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.DeadLetters;

public sealed class DeadLetterEndpointsTests : HttpTest
{
    private static readonly DeadLetter Stored = new(
        "letter-1", "record-payment", Some.Event(Some.Captured()), "order-not-found", "There is none.",
        4, DeadLetterStatus.Open, Some.Now, Some.Now);

    [Fact]
    public async Task Get_shows_the_dead_letter_with_its_whole_event()
    {
        DeadLetters.Setup(deadLetters => deadLetters.GetAsync("letter-1", It.IsAny<CancellationToken>())).ReturnsAsync(Stored);

        var deadLetter = await GetJsonAsync("dead-letters/letter-1");

        Assert.Equal(
            ("letter-1", "record-payment", "open", "order-not-found", "There is none.", 4, "2026-01-02T03:04:05+00:00"),
            (Text("id"), Text("queue"), Text("status"), Text("reason"), Text("detail"),
             deadLetter.GetProperty("attempts").GetInt32(), Text("arrivedAt")));
        Assert.Equal("com.example.payment.captured", deadLetter.GetProperty("event").GetProperty("type").GetString());
        Assert.Equal(Some.Total, deadLetter.GetProperty("event").GetProperty("data").GetProperty("amount").GetInt64());

        string? Text(string name) => deadLetter.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Get_answers_404_when_there_is_no_such_dead_letter() =>
        await ProblemAssert.IsAsync(await Client.GetAsync("dead-letters/nope"), 404, "dead-letter-not-found");

    [Fact]
    public async Task List_passes_the_filter_on_and_names_the_next_page()
    {
        DeadLetters.Setup(deadLetters => deadLetters.ListAsync(DeadLetterStatus.Resolved, "letter-9", 1, It.IsAny<CancellationToken>()))
            .ReturnsAsync([Stored]);

        var page = await GetJsonAsync($"dead-letters?status=resolved&after={PageCursor.Of("dead-letters", "letter-9")}&limit=1");

        Assert.Equal(PageCursor.Of("dead-letters", "letter-1"), page.GetProperty("next").GetString());
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("limit=1000")]
    [InlineData("queue=x")]
    public async Task List_answers_400_when_the_query_is_wrong(string query) =>
        await ProblemAssert.IsAsync(await Client.GetAsync($"dead-letters?{query}"), 400, "bad-query");

    [Fact]
    public async Task Replay_answers_202_with_the_dead_letter()
    {
        DeadLetters.Setup(deadLetters => deadLetters.ReplayAsync("letter-1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(Stored with { Status = DeadLetterStatus.Replaying });

        var response = await SendAsync(HttpMethod.Post, "dead-letters/letter-1/replay");

        Assert.Equal((202, "replaying"), ((int)response.StatusCode, (await JsonAsync(response)).GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Replay_answers_409_when_the_dead_letter_is_not_open()
    {
        DeadLetters.Setup(deadLetters => deadLetters.ReplayAsync("letter-1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Rejected("dead-letter-not-open", "It is resolved."));

        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "dead-letters/letter-1/replay"), 409, "dead-letter-not-open");
    }

    [Fact]
    public async Task Replay_answers_404_when_there_is_no_such_dead_letter()
    {
        DeadLetters.Setup(deadLetters => deadLetters.ReplayAsync("nope", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NotFound("dead-letter-not-found", "None."));

        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "dead-letters/nope/replay"), 404, "dead-letter-not-found");
    }
}
