using System.Reflection;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Failures;

public class FailureTests
{
    [Fact]
    public void Family_has_ten_sealed_cases()
    {
        Assert.Equal(
            ["Conflict", "Invalid", "Malformed", "NotFound", "Permanent", "Rejected", "Stale", "StockShort", "Transient", "Unauthentic"],
            FailureFamily.Types.Select(type => type.Name));
        Assert.All(FailureFamily.Types, type => Assert.True(type is { IsSealed: true, Namespace: "Pipeline.Failures" }, type.FullName));
    }

    [Fact]
    public void Family_cannot_be_extended_from_outside()
    {
        var constructors = typeof(Failure).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters() is not [{ ParameterType: var only }] || only != typeof(Failure));

        Assert.All(constructors, constructor => Assert.True(constructor.IsFamilyAndAssembly, constructor.ToString()));
        Assert.NotEmpty(constructors);
    }

    [Fact]
    public void Failures_are_equal_when_they_say_the_same()
    {
        Assert.Equal<Failure>(new Transient("a", "b", TimeSpan.FromSeconds(1)), new Transient("a", "b", TimeSpan.FromSeconds(1)));
        Assert.NotEqual<Failure>(new Transient("a", "b"), new Permanent("a", "b"));
        Assert.NotEqual(new Permanent("a", "b"), new Permanent("a", "c"));
    }
}
