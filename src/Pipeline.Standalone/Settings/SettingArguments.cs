namespace Pipeline.Standalone.Settings;

/// <summary>Separates the <c>--Section:Key=value</c> arguments, which set configuration, from those of the commands.</summary>
internal static class SettingArguments
{
    /// <exception cref="UserErrorException">A setting does not exist.</exception>
    public static (string[] Commands, Dictionary<string, string?> Settings) Split(string[] arguments)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var rest = new List<string>();
        foreach (var argument in arguments)
        {
            if (Parse(argument) is var (key, value))
            {
                if (!settings.TryAdd(key, value))
                {
                    throw new UserErrorException($"The setting {key} is given twice; write it once.", ExitCodes.Usage);
                }
            }
            else
            {
                rest.Add(argument);
            }
        }

        return ([.. rest], settings);
    }

    private static (string Key, string Value)? Parse(string argument)
    {
        var equals = argument.IndexOf('=');
        var name = equals < 0 ? argument : argument[..equals];
        if (!name.StartsWith("--", StringComparison.Ordinal) || name.Contains('/'))
        {
            return null;
        }

        // Without a colon it may be an option of a command.
        var key = name[2..];
        if (!key.Contains(':') && !KnownSettings.Contains(key))
        {
            return null;
        }

        return KnownSettings.WhyUnknown(key, value: "given") is { } unknown ? throw new UserErrorException(unknown, ExitCodes.Usage)
            : equals < 0 ? throw new UserErrorException($"The setting {key} has no value: write {name}=value.", ExitCodes.Usage)
            : (key, argument[(equals + 1)..]);
    }
}
