using System.Text.RegularExpressions;
using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Hooks;

[Collection(AzdTests.Name)]
public sealed partial class HookTests(Azd azd)
{
    [Fact]
    public void Hooks_of_azure_yaml_exist_for_both_shells()
    {
        var named = HookPath().Matches(RepositoryFiles.Read("azure.yaml")).Select(match => match.Value).ToList();

        Assert.Equal(6, named.Count);
        Assert.All(named, each => Assert.True(File.Exists(RepositoryFiles.PathOf(each)), each));
        Assert.All(Hooks("*.sh"), each => Assert.True(File.Exists(Path.ChangeExtension(each, ".ps1")), each));
    }

    [ShellFact("shellcheck")]
    public async Task Shell_scripts_are_clean()
    {
        var (exitCode, output) = await Shell.RunAsync("shellcheck", Hooks("*.sh"));

        Assert.True(exitCode == 0, output);
    }

    [BicepFact]
    public async Task Hooks_use_only_outputs_that_exist()
    {
        var outputs = (await azd.Bicep.DescribeAsync(RepositoryFiles.PathOf("infra/main.bicep"))).Outputs.Select(output => output.Name);
        var given = AzdParameters.Variables(RepositoryFiles.PathOf("infra/main.parameters.json")).Append("AZURE_SUBSCRIPTION_ID");
        var used = Hooks("p*.sh").SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

        Assert.Empty(used.Except(outputs).Except(given));
    }

    [Fact]
    public void Both_shells_use_the_same_variables() => Assert.Equal(
        Hooks("*.sh")
            .SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Order(),
        Hooks("*.ps1")
            .SelectMany(file => PowerShellVariable().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).Distinct().Order());

    private static string[] Hooks(string pattern) => Directory.GetFiles(RepositoryFiles.PathOf("infra/hooks"), pattern);

    [GeneratedRegex(@"infra/hooks/[a-z.0-9]+")]
    private static partial Regex HookPath();

    [GeneratedRegex(@"\$\{?((?:AZURE|FUNCTION|KEY|STRIPE|SYSTEM|DATA|PIPELINE|SMOKE)_[A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$env:([A-Z_]+)")]
    private static partial Regex PowerShellVariable();
}
