using System.CommandLine;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions(IReadOnlyDictionary<string, string?> settings)
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = $"Folder that holds everything the pipeline keeps. [default: ./{HostSettings.DefaultData}]",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Urls { get; } = new("--urls")
    {
        Description = $"Where to listen. [default: {HostSettings.DefaultUrls}; demo: a free port]",
        HelpName = "URL",
        Recursive = true,
    };

    public HostSettings Read(ParseResult result) => new(result.GetValue(Data), result.GetValue(Urls), settings);
}
