using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Pipeline.AzurePath;
using Pipeline.Functions.Hosting;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Local;

public sealed class LocalSettingsTests
{
    [Fact]
    public void The_embedded_settings_switch_off_every_function_that_is_neither_http_nor_durable() => Assert.Equal(
        FunctionTable.All
            .Where(function => function.Value.GetParameters().Any(parameter => parameter.GetCustomAttributes(inherit: false)
                .Any(attribute => attribute is ServiceBusTriggerAttribute or CosmosDBTriggerAttribute or EventGridTriggerAttribute
                        or TimerTriggerAttribute)))
            .Select(function => function.Key)
            .Order(),
        Values("local.settings.embedded.sample.json").Keys
            .Where(key => key.StartsWith("AzureWebJobs.", StringComparison.Ordinal))
            .Select(key => key.Split('.')[1])
            .Order());

    [Theory]
    [InlineData("local.settings.sample.json")]
    [InlineData("local.settings.embedded.sample.json")]
    public void Every_connection_of_a_trigger_is_set(string name)
    {
        var values = Values(name);

        Assert.All(["Cosmos", "ServiceBus", "AzureWebJobsStorage", "LeasePrefix"], key => Assert.Contains(key, values.Keys));
        Assert.Equal("dotnet-isolated", values["FUNCTIONS_WORKER_RUNTIME"]);
    }

    [Theory]
    [InlineData("local.settings.sample.json")]
    [InlineData("local.settings.embedded.sample.json")]
    public void Samples_are_accepted_as_they_are(string name) => FunctionsSettings.Check(new ConfigurationBuilder()
        .AddInMemoryCollection(Values(name).Select(value => KeyValuePair.Create(
            value.Key.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value)))
        .Build());

    [Fact]
    public void Local_settings_are_never_published()
    {
        var project = RepositoryFiles.Read("src/Pipeline.Functions/Pipeline.Functions.csproj");

        Assert.Contains("local.settings.json\" CopyToOutputDirectory=\"PreserveNewest\" CopyToPublishDirectory=\"Never\"", project,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Values(string name)
    {
        using var file = JsonDocument.Parse(RepositoryFiles.Read(name));
        return file.RootElement.GetProperty("Values").Deserialize<Dictionary<string, string>>()!;
    }
}
