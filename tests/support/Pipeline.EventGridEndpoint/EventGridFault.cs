namespace Pipeline.EventGridEndpoint;

/// <summary>What the endpoint does with a request instead of accepting it.</summary>
public abstract record EventGridFault
{
    /// <summary>Answers with this status and accepts nothing.</summary>
    public sealed record Answer(int Status, TimeSpan? RetryAfter = null) : EventGridFault;

    /// <summary>Cuts the connection and accepts nothing.</summary>
    public sealed record Reset : EventGridFault;

    /// <summary>Accepts the batch, then cuts the connection: the answer is lost.</summary>
    public sealed record LostAnswer : EventGridFault;

    /// <summary>Neither accepts nor answers until the caller hangs up.</summary>
    public sealed record Hold : EventGridFault;
}
