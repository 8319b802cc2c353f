using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Email;
using Pipeline.Embedded;
using Pipeline.Embedded.Email;
using Pipeline.Functions.Sagas;

namespace Pipeline.Functions.Hosting;

/// <summary>The embedded engine in the worker's process: for a machine that has only Azurite.</summary>
internal static class EmbeddedHosting
{
    public static IServiceCollection AddEmbedded(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<DataOptions>(configuration.GetSection("Data"))
        .Configure<EmlFolderOptions>(configuration.GetSection("Email"))
        .PostConfigure<EmlFolderOptions>(mail => mail.Directory = mail.Directory.Length > 0
            ? mail.Directory
            : Path.Combine(configuration["Data:Directory"] ?? new DataOptions().Directory, "mail"))
        .AddEmbeddedEngine()
        .AddSingleton<IEmailSender, EmlFolder>()
        // The saga functions need it; nothing reads it here.
        .AddSingleton<DurableClients>();
}
