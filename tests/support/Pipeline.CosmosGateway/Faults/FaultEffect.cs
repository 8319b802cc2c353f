namespace Pipeline.CosmosGateway.Faults;

/// <summary>How a fault shows itself to the client.</summary>
public enum FaultEffect
{
    /// <summary>An error answer.</summary>
    Answer,

    /// <summary>The connection breaks.</summary>
    ConnectionLost,

    /// <summary>No answer comes until the client's time is up.</summary>
    TimeOut,

    /// <summary>Nothing is wrong; the test does something at this point.</summary>
    None,
}
