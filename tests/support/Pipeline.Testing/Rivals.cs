namespace Pipeline.Testing;

/// <summary>Callers who want the same thing at the same time.</summary>
public static class Rivals
{
    /// <summary>Returns what each got. None starts before all are ready; a single caller has no rival and is refused.</summary>
    public static async Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> call)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            await begin.Task;
            return await call(number);
        })).ToArray();
        begin.SetResult();
        return await Task.WhenAll(callers);
    }

    /// <summary>The same for calls without a result.</summary>
    public static Task RunAsync(int count, Func<int, Task> call) => RunAsync(count, async number =>
    {
        await call(number);
        return number;
    });
}
