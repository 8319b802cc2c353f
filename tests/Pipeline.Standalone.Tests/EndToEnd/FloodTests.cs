using System.Net;
using System.Text;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;
using Xunit.Abstractions;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>Log lines of one subject, as fast as they are taken, stop no order. PIPELINE_FLOOD_LINES says how many at least.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class FloodTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 64;
    private const int Orders = 20;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Orders_are_confirmed_while_log_lines_of_one_subject_flood_in()
    {
        var lines = LongForm.Number("PIPELINE_FLOOD_LINES", 3_000);
        var (host, url) = await HostProcess.ServeAsync(_folder.Path, "http://127.0.0.1:0");
        using (host)
        using (var client = new PipelineClient(url))
        using (var http = new HttpClient { BaseAddress = url })
        {
            var (sent, taken, enough) = (0, 0, false);
            var flood = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
            {
                while (!Volatile.Read(ref enough) || Volatile.Read(ref taken) < lines)
                {
                    var status = await SendLineAsync(http, Interlocked.Increment(ref sent));
                    Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable, $"{status}");
                    Interlocked.Add(ref taken, status == HttpStatusCode.Accepted ? 1 : 0);
                }
            }));
            for (var order = 0; order < Orders; order++)
            {
                await client.WaitForAsync(await client.PlaceAsync($"c-{order}"), "confirmed");
            }

            Volatile.Write(ref enough, true);
            await flood;
            await client.SettleAsync();
            Assert.Equal(0, await host.StopAsync());
            output.WriteLine($"{taken} of {sent} lines taken beside {Orders} orders.");
            Assert.InRange(taken, lines, sent);
        }

        var (exitCode, report) = await HostProcess.RunAsync("audit", "--data", _folder.Path);
        Assert.True(exitCode == 0, report);
    }

    public void Dispose() => _folder.Dispose();

    // No service, hence all of one subject.
    private static async Task<HttpStatusCode> SendLineAsync(HttpClient http, int number)
    {
        using var content = new StringContent(
            $$"""
            {
              "specversion": "1.0", "id": "line-{{number}}", "source": "/flood", "type": "com.example.log.line",
              "datacontenttype": "application/json", "data": { "level": "info", "message": "a line" }
            }
            """,
            Encoding.UTF8,
            "application/cloudevents+json");
        using var response = await http.PostAsync(new Uri("/api/events", UriKind.Relative), content);
        return response.StatusCode;
    }
}
