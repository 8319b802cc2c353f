using System.Globalization;
using Pipeline.Identity;

namespace Pipeline.Testing;

/// <summary>UUIDv7-shaped ids that count up, the same in every run.</summary>
public sealed class SequentialIds : IIdGenerator
{
    private long _last;

    /// <summary>The latest id that was to be followed.</summary>
    public string? Followed { get; private set; }

    public void Follow(string id) => Followed = id;

    public string Next() => At(Interlocked.Increment(ref _last));

    /// <summary>The id that the <paramref name="number"/>th call returns, counted from 1.</summary>
    public static string At(long number) => string.Create(CultureInfo.InvariantCulture, $"01990000-0000-7000-8000-{number:x12}");
}
