using Pipeline.Events;
using Pipeline.Sagas;

namespace Pipeline.Welcome;

/// <summary>Welcomes a new user: a mail now, and tips after a durable delay.</summary>
public static class WelcomeWorkflow
{
    public const string Name = "WelcomeWorkflow";
    public const string SendWelcome = "send-welcome-mail";
    public const string SendTips = "send-tips-mail";

    /// <summary>The definition; the tips follow after <paramref name="tipsAfter"/>.</summary>
    public static SagaDefinition Define(TimeSpan tipsAfter) => new(
        Name,
        Version: 1,
        StartedBy: EventTypes.UserSignedUp,
        Steps: [new(SendWelcome), new(SendTips, Delay: tipsAfter)]);

    /// <summary>One instance per user, however often the sign-up is reported: <c>welcome-</c> and the user id.</summary>
    public static string InstanceId(string userId) => "welcome-" + userId;
}

/// <summary>Section <c>Welcome</c>.</summary>
public sealed record WelcomeOptions
{
    /// <summary>How long after the welcome mail the tips mail goes out.</summary>
    public TimeSpan TipsAfter { get; set; } = TimeSpan.FromDays(3);
}
