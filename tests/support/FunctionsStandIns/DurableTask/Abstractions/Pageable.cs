using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Stand-in: makes pageables of functions.</summary>
public static class Pageable
{
    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull => new Pages<T>(pageFunc);

    private sealed class Pages<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
            TakeAsync(continuationToken, pageSizeHint);

        private async IAsyncEnumerable<Page<T>> TakeAsync(
            string? continuation, int? size, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            do
            {
                var page = await pageFunc(continuation, size, cancellation);
                yield return page;
                continuation = page.ContinuationToken;
            }
            while (continuation is not null);
        }
    }
}
