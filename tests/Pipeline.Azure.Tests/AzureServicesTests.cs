using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;

namespace Pipeline.Azure.Tests;

public sealed class AzureServicesTests
{
    [Fact]
    public void Start_fails_with_the_settings_name_when_neither_account_nor_connection_string_is_given()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Options());

        Assert.Contains("Cosmos:accountEndpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Account_is_reached_directly_and_by_identity_unless_the_settings_say_otherwise()
    {
        var options = Options(("Cosmos:accountEndpoint", "https://a.example"));

        Assert.Equal((ConnectionMode.Direct, null), (options.ConnectionMode, options.ConnectionString));
    }

    [Fact]
    public void Emulator_is_reached_by_connection_string_through_its_gateway()
    {
        var options = Options(("Cosmos", "AccountEndpoint=https://localhost:8081/;AccountKey=AA=="), ("Cosmos:connectionMode", "Gateway"));

        Assert.Equal(ConnectionMode.Gateway, CosmosClients.OptionsOf(options).ConnectionMode);
        Assert.StartsWith("AccountEndpoint=", options.ConnectionString, StringComparison.Ordinal);
    }

    private static CosmosOptions Options(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddAzureEngine(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<CosmosOptions>>().Value;
    }
}
