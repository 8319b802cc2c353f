namespace Pipeline.EventGridEndpoint;

/// <summary>What the endpoint does with a request instead of taking it.</summary>
public abstract record EventGridFault
{
    /// <summary>It answers with this status and takes nothing.</summary>
    public sealed record Answer(int Status, TimeSpan? RetryAfter = null) : EventGridFault;

    /// <summary>It cuts the connection and takes nothing.</summary>
    public sealed record Reset : EventGridFault;

    /// <summary>It takes the batch, then cuts the connection: the answer is lost.</summary>
    public sealed record LostAnswer : EventGridFault;

    /// <summary>It takes nothing and answers nothing until the caller hangs up.</summary>
    public sealed record Hold : EventGridFault;
}
