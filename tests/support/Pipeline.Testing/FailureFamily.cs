using System.Reflection;
using Pipeline.Failures;

namespace Pipeline.Testing;

/// <summary>One failure of every case, for tests that walk the whole family.</summary>
public static class FailureFamily
{
    /// <summary>The cases, found by reflection, so that a new one needs no change here.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(Failure).Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(Failure))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    public static Failure Of(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return (Failure)constructor.Invoke([.. constructor.GetParameters().Select(Sample)]);
    }

    private static object? Sample(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType == typeof(string) ? $"some-{parameter.Name!.ToLowerInvariant()}"
        : parameter.ParameterType == typeof(long) ? 3L
        : parameter.ParameterType == typeof(IReadOnlyDictionary<string, string[]>)
            ? new Dictionary<string, string[]> { ["field"] = ["wrong"] }
        : throw new NotSupportedException($"There is no sample of {parameter.ParameterType}, which a failure takes.");
}
