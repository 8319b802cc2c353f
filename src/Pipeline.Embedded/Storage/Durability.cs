namespace Pipeline.Embedded.Storage;

/// <summary>What a commit survives.</summary>
public enum Durability
{
    /// <summary>The end of the process, not of the machine's power (synchronous=NORMAL).</summary>
    Process,

    /// <summary>Loss of power (synchronous=FULL): every commit waits for the disk.</summary>
    Power,
}
