using Moq;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Sagas;

public sealed class SagaEndpointsTests : HttpTest
{
    private static readonly SagaState Saga = new()
    {
        SagaId = "order-1",
        Definition = "OrderSaga",
        DefinitionVersion = 3,
        Phase = SagaPhase.NeedsAttention,
        Mode = SagaMode.Retrying,
        Activity = "RefundPayment",
        Attempt = 4,
        Undo = ["ReleaseInventory", "RefundPayment"],
        Signals = [new SagaSignal("event-1", "payment.failed", Consumed: true)],
        Reason = "declined",
        LastError = "unreachable",
        StartedAt = Some.Now,
        UpdatedAt = Some.Now,
    };

    [Fact]
    public async Task Get_shows_the_saga()
    {
        Sagas.Setup(sagas => sagas.GetAsync("order-1", It.IsAny<CancellationToken>())).ReturnsAsync(Saga);

        Assert.Equal(
            """
            {"sagaId":"order-1","definition":"OrderSaga","version":3,"status":"needs-attention",
            "mode":"retrying","step":"RefundPayment","attempt":4,"deadline":null,
            "undo":["ReleaseInventory","RefundPayment"],"signals":[{"eventId":"event-1","eventName":"payment.failed","consumed":true}],
            "reason":"declined","lastError":"unreachable",
            "startedAt":"2026-01-02T03:04:05+00:00","updatedAt":"2026-01-02T03:04:05+00:00"}
            """.ReplaceLineEndings(""),
            (await GetJsonAsync("sagas/order-1")).GetRawText());
    }

    [Fact]
    public async Task Get_answers_404_when_there_is_no_such_saga() =>
        await ProblemAssert.IsAsync(await Client.GetAsync("sagas/nope"), 404, "saga-not-found");

    [Fact]
    public async Task List_passes_the_filter_on_and_names_the_next_page()
    {
        Sagas.Setup(sagas => sagas.ListAsync(SagaPhase.NeedsAttention, "order-9", 1, It.IsAny<CancellationToken>())).ReturnsAsync([Saga]);

        var page = await GetJsonAsync($"sagas?status=needs-attention&after={PageCursor.Of("sagas", "order-9")}&limit=1");

        Assert.Equal(PageCursor.Of("sagas", "order-1"), page.GetProperty("next").GetString());
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("limit=0")]
    [InlineData("phase=running")]
    public async Task List_answers_400_when_the_query_is_wrong(string query) =>
        await ProblemAssert.IsAsync(await Client.GetAsync($"sagas?{query}"), 400, "bad-query");

    [Fact]
    public async Task Resume_answers_202_with_the_saga()
    {
        Sagas.Setup(sagas => sagas.ResumeAsync("order-1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(Saga with { Phase = SagaPhase.Compensating });

        var response = await SendAsync(HttpMethod.Post, "sagas/order-1/resume");

        Assert.Equal((202, "compensating"), ((int)response.StatusCode, (await JsonAsync(response)).GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Resume_answers_409_when_the_saga_needs_no_attention()
    {
        Sagas.Setup(sagas => sagas.ResumeAsync("order-1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Rejected("saga-not-resumable", "It runs."));

        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "sagas/order-1/resume"), 409, "saga-not-resumable");
    }

    [Fact]
    public async Task Resume_answers_404_when_there_is_no_such_saga()
    {
        Sagas.Setup(sagas => sagas.ResumeAsync("nope", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NotFound("saga-not-found", "None."));

        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "sagas/nope/resume"), 404, "saga-not-found");
    }
}
