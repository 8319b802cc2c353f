using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Archive;
using Pipeline.Azure.Email;
using Pipeline.Azure.Undelivered;
using Pipeline.Email;
using Pipeline.Reactions;

namespace Pipeline.Azure.Blobs;

/// <summary>Registers Blob Storage and what lives there: the archive, undelivered events and e-mails.</summary>
internal static class BlobServices
{
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BlobOptions>()
            .Configure(options => options.ConnectionString = configuration["Blobs"] ?? "")
            .Configure(options => options.ServiceUri = configuration["Blobs:ServiceUri"] ?? "")
            .Validate(
                IsSet, "Blobs__serviceUri must be the blob endpoint of a storage account (by identity), or Blobs its connection string.")
            .ValidateOnStart();
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        // Registered twice it would be two reactions of one queue.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReaction, ArchiveEvents>());
        return services
            .AddSingleton(Client)
            .AddSingleton<BlobWriter>()
            .AddSingleton<IEmailSender, BlobEmails>()
            .AddSingleton<EventArchive>()
            .AddSingleton<UndeliveredMetrics>()
            .AddSingleton<UndeliveredReader>();
    }

    private static BlobServiceClient Client(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BlobOptions>>().Value;
        return options.ConnectionString.Length > 0
            ? new BlobServiceClient(options.ConnectionString)
            : new BlobServiceClient(new Uri(options.ServiceUri), provider.GetRequiredService<TokenCredential>());
    }

    private static bool IsSet(BlobOptions options) =>
        options.ConnectionString.Length > 0 || Uri.TryCreate(options.ServiceUri, UriKind.Absolute, out _);
}
