namespace Pipeline.Welcome;

/// <summary>Section <c>Welcome</c>.</summary>
public sealed record WelcomeOptions
{
    /// <summary>How long after the welcome mail the tips mail goes out.</summary>
    public TimeSpan TipsAfter { get; set; } = TimeSpan.FromDays(3);
}
