using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Infrastructure.Tests.Bicep;

namespace Pipeline.Infrastructure.Tests.Deployments;

/// <summary>Processes main.parameters.json as azd does: fills in environment variables and converts text to the required types.</summary>
internal static partial class AzdParameters
{
    /// <summary>The values by parameter.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Read(string path, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToLookup(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        var text = Variable().Replace(
            File.ReadAllText(path), match => variables[match.Groups["name"].Value].LastOrDefault() ?? match.Groups["default"].Value);
        using var file = JsonDocument.Parse(text);
        return file.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetProperty("value").Clone(), StringComparer.Ordinal);
    }

    /// <summary>The environment variables that the file uses.</summary>
    public static IEnumerable<string> Variables(string path) =>
        Variable().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value);

    /// <summary>The same as a .bicepparam file.</summary>
    public static string ToBicep(
        string template, IReadOnlyDictionary<string, JsonElement> values, IReadOnlyList<DeclaredParameter> declared)
    {
        var text = new StringBuilder().AppendLine($"using '{template}'");
        foreach (var (name, value) in values)
        {
            var type = declared.SingleOrDefault(parameter => parameter.Name == name)?.Type?.Name;
            // azd parses numbers and booleans from environment variables.
            var isParsed = value.ValueKind == JsonValueKind.String && type is "bool" or "int";
            text.AppendLine($"param {name} = {(isParsed ? value.GetString() : ToBicep(value))}");
        }

        return text.ToString();
    }

    private static string ToBicep(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{\n{string.Join('\n', value.EnumerateObject().Select(each => $"{each.Name}: {ToBicep(each.Value)}"))}\n}}",
        JsonValueKind.Array => $"[\n{string.Join('\n', value.EnumerateArray().Select(ToBicep))}\n]",
        JsonValueKind.String =>
            $"'{value.GetString()!.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'",
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+)(=(?<default>[^}]*))?\}")]
    private static partial Regex Variable();
}
