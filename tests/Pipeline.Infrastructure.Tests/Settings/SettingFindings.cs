using Pipeline.Infrastructure.Tests.Code;

namespace Pipeline.Infrastructure.Tests.Settings;

/// <summary>Settings that no code reads, and settings of the contract that are not set.</summary>
internal static class SettingFindings
{
    // Read by the Functions host, the SDKs for identity and the telemetry, not by our code.
    private static readonly string[] Platform =
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID", "AzureWebJobsStorage"];

    // Flex Consumption refuses or ignores these.
    private static readonly string[] Forbidden =
    [
        "ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "SCM_DO_BUILD_DURING_DEPLOYMENT",
        "WEBSITE_RUN_FROM_PACKAGE",
    ];

    /// <summary>What is wrong with these settings.</summary>
    /// <param name="set">The names that are set.</param>
    /// <param name="wanted">The identity-based names that docs/azure.md asks for.</param>
    public static IEnumerable<string> Of(IReadOnlyCollection<string> set, IReadOnlyCollection<string> wanted)
    {
        var sections = SourceFiles.Texts().Select(text => text.Split(':', '_')[0]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. wanted.Except(set).Select(name => $"{name} is not set"),
            .. set.Where(name => !Platform.Contains(Section(name)) && !sections.Contains(Section(name)))
                .Select(name => $"{name} is read by no code"),
            .. set.Where(name => Forbidden.Contains(name) || name.StartsWith("WEBSITE_CONTENT", StringComparison.Ordinal))
                .Select(name => $"{name} must not be set"),
        ];
    }

    private static string Section(string name) => Platform.Contains(name) ? name : name.Split("__")[0];
}
