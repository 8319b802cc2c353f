namespace Pipeline.Http.Answers;

/// <summary>One page of a list; <paramref name="Next"/> is what the next page's <c>after</c> is, null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
