using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Settings;

/// <summary>The settings that the Functions app is deployed with.</summary>
internal static class AppSettings
{
    public static IReadOnlyDictionary<string, string> Of(Deployment deployment) =>
        deployment.Only("Microsoft.Web/sites").At("siteConfig", "appSettings").EnumerateArray()
            .ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("value").GetString()!);
}
