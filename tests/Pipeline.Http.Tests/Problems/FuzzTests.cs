using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Pipeline.Testing;
using Xunit.Abstractions;

namespace Pipeline.Http.Tests.Problems;

/// <summary>
/// Random bytes, shaped like requests, on a real socket. PIPELINE_FUZZ_REQUESTS says how many, PIPELINE_FUZZ_SEED which ones; what fails
/// names its request's number.
/// </summary>
public sealed partial class FuzzTests(ITestOutputHelper output) : HttpTest
{
    private const int AtOnce = 16;

    private static readonly int[] OfKestrelItself = [400, 405, 408, 411, 413, 414, 417, 431, 501, 505];

    private static readonly HashSet<string> Codes = [.. File.ReadLines(RepositoryFiles.PathOf("docs/problems.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .SelectMany(line => Code().Matches(line.Split('|')[1])).Select(match => match.Groups[1].Value)];

    [Fact]
    public async Task No_bytes_cause_a_500_a_hang_or_an_error_without_a_known_code()
    {
        AnswerWithNothing();
        var (seed, count) = (LongForm.Number("PIPELINE_FUZZ_SEED", 1), LongForm.Number("PIPELINE_FUZZ_REQUESTS", 2_000));
        var statuses = new int[600];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
            {
                var request = new FuzzedRequest(new Random((seed * 1_000_003) + number), Secret, Some.Now).Bytes;
                var answer = await RawHttp.SendAsync(Client.BaseAddress!, request, TimeSpan.FromMilliseconds(300));
                Interlocked.Increment(ref statuses[answer?.Status ?? 0]);
                if (answer is not null && WhyNot(answer) is { } why)
                {
                    var shown = Encoding.Latin1.GetString(request.AsSpan(0, Math.Min(request.Length, 2_000)));
                    Assert.Fail($"Request {number} of seed {seed}: {why}\n{shown}\n\n{answer}");
                }
            });

        Assert.Equal(202, (int)(await PlaceAsync()).StatusCode);
        Assert.Equal([], Log.Lines.Where(line => line.Level >= LogLevel.Error && !IsOfKestrelItself(line.Error)));
        output.WriteLine(string.Join(", ", statuses.Index().Where(status => status.Item > 0).Select(s => $"{s.Index}: {s.Item}")));
        Assert.All([200, 202, 400, 404, 405, 415, 422], status => Assert.NotEqual(0, statuses[status]));
    }

    private static string? WhyNot(RawAnswer answer)
    {
        if (answer.Body.Length == 0 || answer.Status < 400)
        {
            return answer.Status < 400 || answer.Head.Contains("application/problem+json", StringComparison.Ordinal)
                || OfKestrelItself.Contains(answer.Status) ? null : "a bare error";
        }

        var problem = JsonElement.Parse(answer.Body);
        var code = problem.GetProperty("type").GetString()!.Split('/')[^1];
        return answer.Status is >= 500 and not 505 ? "an error of ours"
            : problem.GetProperty("status").GetInt32() != answer.Status ? "another status"
            : Codes.Contains(code) ? null : $"docs/problems.md does not know {code}";
    }

    // A trailer with a NUL: Kestrel throws in its own parser, and logs that itself once the request is answered.
    private static bool IsOfKestrelItself(Exception? error) =>
        error is InvalidOperationException { StackTrace: { } trace } && trace.Contains("TakeMessageHeaders", StringComparison.Ordinal);

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Code();
}
