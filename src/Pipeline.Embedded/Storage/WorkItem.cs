namespace Pipeline.Embedded.Storage;

/// <summary>A piece of work for the writer.</summary>
internal abstract class WorkItem
{
    public abstract void Run(Transaction transaction);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}
