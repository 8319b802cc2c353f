namespace Pipeline.Http.Answers;

/// <summary>Makes pages.</summary>
public static class Pages
{
    /// <summary>A page of what a port listed; a full one may have a next one, after its last id.</summary>
    public static Page<TBody> Of<T, TBody>(IReadOnlyList<T> listed, int limit, Func<T, TBody> body, Func<T, string> id) =>
        new([.. listed.Select(body)], listed.Count < limit ? null : id(listed[^1]));
}
