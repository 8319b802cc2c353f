using Moq;
using Pipeline.Core.Tests.Reactions;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Core.Tests.Welcome;

public class WelcomeTests : ReactionSpec
{
    private static readonly SagaDefinition Workflow = WelcomeWorkflow.Define(TimeSpan.FromDays(3));

    private readonly Mock<IEmailSender> _emails = new();
    private readonly UserSignedUp _user = new("u-1", "u@example.com", "Ursula");

    [Fact]
    public async Task Signed_up_user_starts_one_workflow_that_knows_the_user()
    {
        var start = await OnlyAsync<StartSaga>(new StartWelcomeWorkflow(), _user);

        Assert.Equal((WelcomeWorkflow.Name, "welcome-u-1"), (start.Definition, start.Start.SagaId));
        Assert.Equal("""{"userId":"u-1","email":"u@example.com","name":"Ursula"}""", start.Start.Input);
    }

    [Fact]
    public async Task Welcome_goes_out_now_and_tips_follow_after_a_durable_delay()
    {
        var saga = await StartAsync();
        Assert.Equal(new SagaNext.Act(WelcomeWorkflow.SendWelcome, 1, saga.Turn), SagaNext.Of(saga));

        saga = SagaDecider.Decide(Workflow, saga, new ActivitySucceeded(saga.Turn), Some.Now);
        Assert.Equal(new SagaNext.Wait(Some.Now.AddDays(3), saga.Turn), SagaNext.Of(saga));

        saga = SagaDecider.Decide(Workflow, saga, new DeadlinePassed(saga.Turn), Some.Now.AddDays(3));
        Assert.Equal(new SagaNext.Act(WelcomeWorkflow.SendTips, 1, saga.Turn), SagaNext.Of(saga));

        saga = SagaDecider.Decide(Workflow, saga, new ActivitySucceeded(saga.Turn), Some.Now.AddDays(3));
        Assert.Equal(SagaPhase.Completed, saga.Phase);
    }

    [Fact]
    public async Task Each_mail_has_its_own_id_which_is_the_same_when_sent_again()
    {
        var saga = await StartAsync();
        ISagaActivity[] activities =
            [new SendWelcomeMailActivity(_emails.Object), new SendTipsMailActivity(_emails.Object),
             new SendWelcomeMailActivity(_emails.Object)];
        foreach (var activity in activities)
        {
            Assert.Null(await activity.RunAsync(saga, default));
        }

        Assert.Equal([WelcomeWorkflow.SendWelcome, WelcomeWorkflow.SendTips, WelcomeWorkflow.SendWelcome],
            activities.Select(activity => activity.Name));
        _emails.Verify(emails => emails.SendAsync(Mail("welcome-u-1-send-welcome-mail"), default), Times.Exactly(2));
        _emails.Verify(emails => emails.SendAsync(Mail("welcome-u-1-send-tips-mail"), default), Times.Once);
    }

    [Fact]
    public async Task Mail_fails_for_good_when_the_saga_does_not_know_its_user()
    {
        var failure = await new SendWelcomeMailActivity(_emails.Object).RunAsync(await StartAsync() with { Input = null }, default);

        Assert.Equal("no-input", Assert.IsType<Permanent>(failure).Code);
        _emails.VerifyNoOtherCalls();
    }

    private static EmailMessage Mail(string id) => It.Is<EmailMessage>(mail =>
        mail.Id == id && mail.To == "u@example.com" && mail.Body.Contains("Ursula", StringComparison.Ordinal));

    private async Task<SagaState> StartAsync() =>
        SagaDecider.Start(Workflow, (await OnlyAsync<StartSaga>(new StartWelcomeWorkflow(), _user)).Start, Some.Now);
}
