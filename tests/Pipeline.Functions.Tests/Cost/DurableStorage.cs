namespace Pipeline.Functions.Tests.Cost;

/// <summary>
/// What Durable Functions asks of Azure Storage for one orchestration, by formula (docs/cost.md): each message costs its enqueuing, its
/// dequeuing and its deletion; whatever an orchestrator is told makes an episode, which writes its history and its instance row.
/// </summary>
/// <param name="Activities">Activities that ran.</param>
/// <param name="Events">External events that were raised.</param>
/// <param name="Timers">Durable timers that were set; those that were cancelled fire all the same.</param>
/// <param name="Renewals">How often it continued as new.</param>
internal sealed record DurableStorage(int Activities, int Events, int Timers, int Renewals)
{
    private const int PerMessage = 3;
    private const int PerEpisode = 2;

    /// <summary>The longest timer of the Durable Task SDK; a longer wait is made of several.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    // An activity takes two messages, one that asks for it and one that brings its result.
    public int Messages => 1 + (2 * Activities) + Events + Timers + Renewals;

    // The start, each result, event and timer, each renewal.
    public int Episodes => 1 + Activities + Events + Timers + Renewals;

    public int Transactions => (Messages * PerMessage) + (Episodes * PerEpisode);
}
