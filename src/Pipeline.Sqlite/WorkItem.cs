namespace Pipeline.Sqlite;

/// <summary>A piece of work for the writer.</summary>
internal abstract class WorkItem
{
    public abstract void Run(Transaction transaction);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <summary>A piece of work whose caller gets the result once it is committed.</summary>
internal sealed class WorkItem<T>(Func<Transaction, T> work) : WorkItem
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override void Run(Transaction transaction) => _result = work(transaction);

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception error) => _done.TrySetException(error);
}
