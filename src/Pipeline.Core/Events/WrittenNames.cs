using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Pipeline.Events;

/// <summary>
/// The names of an enum's values in JSON, in stores and in queries, as their <see cref="JsonStringEnumMemberNameAttribute"/> gives them.
/// </summary>
internal static class WrittenNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(
        value => value,
        value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

    private static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every name, in the order of the values.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    public static string Of(T value) => Names[value];

    /// <summary>The value of that name, or null.</summary>
    public static T? Parse(string name) => Values.TryGetValue(name, out var value) ? value : null;
}
