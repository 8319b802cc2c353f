using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Pipeline.Reactions;

namespace Pipeline.Azure.Tests;

public sealed class BlobServicesTests
{
    [Fact]
    public void Identity_is_enough_when_the_service_uri_is_set()
    {
        var services = Services(new() { ["Blobs:ServiceUri"] = "https://account.blob.core.windows.net" });

        var client = services.GetRequiredService<BlobServiceClient>();

        Assert.Equal(new Uri("https://account.blob.core.windows.net/"), client.Uri);
        Assert.False(client.CanGenerateAccountSasUri);
    }

    [Fact]
    public void Start_is_refused_when_neither_is_set()
    {
        var error = Assert.Throws<OptionsValidationException>(Services([]).GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("Blobs__serviceUri", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_has_one_reaction_when_blobs_are_added_twice()
    {
        var configuration = new ConfigurationBuilder().Build();

        var services = new ServiceCollection().AddBlobs(configuration).AddBlobs(configuration);

        Assert.Single(services, service => service.ServiceType == typeof(IReaction));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton(Mock.Of<TokenCredential>())
        .AddBlobs(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
