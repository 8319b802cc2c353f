using System.Reflection;
using Pipeline.Compliance;

namespace Pipeline.Azure.Tests.Emulator;

/// <summary>Every test of every compliance suite, one after the other, on Microsoft's emulator.</summary>
public sealed class SuitesOnTheEmulatorTests
{
    /// <summary>Suite, test, and the row of a theory's data.</summary>
    public static TheoryData<string, string, int> Tests()
    {
        var tests = new TheoryData<string, string, int>();
        foreach (var suite in typeof(SuitesOnTheEmulatorTests).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PortSuite)) && !type.IsAbstract))
        {
            foreach (var method in suite.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
            {
                for (var row = 0; row < Rows(method).Length; row++)
                {
                    tests.Add(suite.FullName!, method.Name, row);
                }
            }
        }

        return tests;
    }

    [EmulatorTheory]
    [MemberData(nameof(Tests))]
    public async Task Suite_passes_on_the_emulator(string suite, string test, int row)
    {
        SuitePorts.UseEmulator();
        var type = Type.GetType(suite, throwOnError: true)!;
        var method = type.GetMethod(test)!;
        var instance = (PortSuite)Activator.CreateInstance(type)!;
        await instance.InitializeAsync();
        try
        {
            await (Task)method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, Rows(method)[row], null)!;
        }
        finally
        {
            await instance.DisposeAsync();
        }
    }

    private static object[][] Rows(MethodInfo method) => method.GetCustomAttribute<TheoryAttribute>() is null
        ? [[]]
        : [.. method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method))];
}
