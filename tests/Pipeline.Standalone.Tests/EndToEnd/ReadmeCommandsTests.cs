using System.Diagnostics;
using System.Text.Json;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>The README's commands do what it says when they are pasted into a shell.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class ReadmeCommandsTests(ServingHost host) : IClassFixture<ServingHost>
{
    private static readonly IReadOnlyList<string> Lines = [.. RepositoryFiles.Read("README.md").ReplaceLineEndings("\n").Split("```sh\n")
        .Skip(1).SelectMany(block => block.Split("\n```")[0].Split('\n'))];

    private static IEnumerable<string> Curls => Lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal));

    // Redirections, quotes, comments and line ends that bash, zsh and PowerShell read differently.
    [Fact]
    public void Commands_have_nothing_that_one_shell_reads_otherwise()
    {
        Assert.InRange(Lines.Count, 12, 100);
        Assert.All(Lines, line =>
        {
            Assert.DoesNotContain(new[] { "<", ">", "'", "#", "&&", "$", "`", "\\", ";" }, line.Contains);
            Assert.All(line.Split('"').Where((_, part) => part % 2 == 0), bare => Assert.DoesNotContain(bare, c => "@?*&{}".Contains(c)));
        });
    }

    [ProgramFact("bash", "curl")]
    public async Task Curls_are_answered_when_they_are_pasted_into_bash()
    {
        string? orderId = null;
        Assert.Equal(7, Curls.Count());
        foreach (var line in Curls)
        {
            var command = line.Replace("http://127.0.0.1:7071", host.Client.Url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                .Replace("ORDER_ID", orderId, StringComparison.Ordinal);
            if (orderId is null)
            {
                var answer = await RunAsync(command);
                Assert.StartsWith("HTTP/1.1 202", answer, StringComparison.Ordinal);
                orderId = JsonElement.Parse(answer.Split("\r\n\r\n")[^1]).GetProperty("orderId").GetString();
            }
            else
            {
                // A saga starts a moment after its order.
                await Eventually.TrueAsync(() => AnswersAsync(command), () => RunAsync(command));
            }
        }
    }

    private static async Task<bool> AnswersAsync(string command) =>
        await RunAsync(command + " -o /dev/null -w %{http_code}") is "200" or "202";

    private static async Task<string> RunAsync(string command)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", command + " -s"])
        {
            WorkingDirectory = RepositoryFiles.Root,
            RedirectStandardOutput = true,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }
}
