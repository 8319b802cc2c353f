using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Pipeline.Settings;

namespace Pipeline.Functions.Hosting;

/// <summary>Every setting of the Functions app that is not a connection, checked before anything is bound to it.</summary>
public static class FunctionsSettings
{
    /// <summary>The setting that names the engine.</summary>
    public const string EngineKey = "Engine";

    private static readonly SettingList List = new(
    [
        .. PipelineSettings.All,
        new(EngineKey, "one of Azure, Embedded", value => Enum.GetNames<Engine>().Contains(value, StringComparer.OrdinalIgnoreCase)),
        new("LeasePrefix", "letters, digits and dashes, such as main", IsPrefix),
        new("Payments:Simulator:WebhookUrl", "an absolute URL", value => Uri.TryCreate(value, UriKind.Absolute, out _)),
        Setting.Switch("Cosmos:CreateIfMissing"),
    ]);

    /// <summary>The settings.</summary>
    public static IReadOnlyList<Setting> All => List.All;

    /// <summary>Throws when a value is not what its setting may be.</summary>
    /// <exception cref="OptionsValidationException">All that are wrong, each with its name and what it may be.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (List.Check(configuration.AsEnumerable()) is { Count: > 0 } wrong)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(FunctionsSettings), wrong);
        }
    }

    private static bool IsPrefix(string value) =>
        value.Length is > 0 and <= 50 && value.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}

/// <summary>What the functions run on.</summary>
public enum Engine
{
    /// <summary>Cosmos DB, Event Grid, Service Bus and Durable Functions.</summary>
    Azure,

    /// <summary>One SQLite file in this process; the HTTP functions alone are needed.</summary>
    Embedded,
}
