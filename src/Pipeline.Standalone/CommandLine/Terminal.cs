using Spectre.Console;

namespace Pipeline.Standalone.CommandLine;

/// <summary>Output for people: in colour on a terminal, plain when redirected to a file or another program.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 160;

    public static IAnsiConsole Open()
    {
        var plain = Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
