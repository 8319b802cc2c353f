using System.Net;
using Pipeline.Sqlite;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.Tests.Audit;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>The real program on damaged files: it serves what it can, refuses the rest in plain words, and the audit reports.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class DamageTests(SettledFolder folder) : IClassFixture<SettledFolder>
{
    private const string AnyUrl = "http://127.0.0.1:0";

    private static int Seeds(int fewest) => LongForm.Number("PIPELINE_DAMAGE_SEEDS", fewest);

    [Fact]
    public async Task Damaged_event_of_an_old_order_is_a_problem_with_its_position_and_the_rest_is_served()
    {
        using var copy = folder.Copy();
        var (orderId, position) = DamageSecondEvent(copy);

        var (host, url) = await HostProcess.ServeAsync(copy.Path, AnyUrl);
        using (host)
        using (var client = new PipelineClient(url))
        {
            foreach (var path in new[] { $"/api/orders/{orderId}/events", $"/api/orders/{orderId}?at=1" })
            {
                var (status, body) = await client.AskAsync(path);
                Assert.Equal(HttpStatusCode.Conflict, status);
                Assert.Contains("problems/event-damaged", body, StringComparison.Ordinal);
                Assert.Contains($"position {position} ", body, StringComparison.Ordinal);
            }

            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync($"/api/orders/{orderId}")).Status);
            Assert.Equal(3, (await client.GetAsync("/api/orders")).GetProperty("items").GetArrayLength());
            Assert.Contains($"position {position} ", (await client.AskAsync("/api/stats")).Body, StringComparison.Ordinal);
            await client.PlaceAsync("c-new");
            await client.SettleAsync();
            Assert.Equal(0, await host.StopAsync());
            Assert.Contains("The data is damaged", host.Output, StringComparison.Ordinal);
        }

        var audit = await HostProcess.RunAsync("audit", "--data", copy.Path);
        Assert.Equal(ExitCodes.Failure, audit.ExitCode);
        Assert.Contains("events-match-their-checksums", audit.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_is_refused_when_the_log_of_a_killed_process_is_cut_or_gone_until_the_loss_is_accepted(bool isGone)
    {
        using var copy = await PlaceAndKillAsync();
        var log = copy.File("pipeline.db-wal");
        using (var file = new FileStream(log, FileMode.Open))
        {
            file.SetLength(isGone ? 0 : file.Length / 2);
        }

        var refused = await HostProcess.RunAsync("serve", "--data", copy.Path, "--urls", AnyUrl);
        AssertPlain(refused);
        Assert.Contains("was acknowledged", refused.Output, StringComparison.Ordinal);
        Assert.Contains(Auditor.Run(copy.Path, copy.File("mail")).Checks, check => check is { Name: "storage-is-sound", Ok: false });

        File.Delete(copy.File("pipeline.mark"));
        (await HostProcess.ServeAsync(copy.Path, AnyUrl)).Host.Dispose();
    }

    [Theory]
    [InlineData("pipeline.db")]
    [InlineData("pipeline.db-wal")]
    [InlineData("pipeline.lock")]
    public async Task Host_acknowledges_nothing_and_ends_when_a_file_is_deleted_under_it(string file)
    {
        using var data = new TempFolder();
        var (host, url) = await HostProcess.ServeAsync(data.Path, AnyUrl);
        using (host)
        using (var client = new PipelineClient(url))
        {
            var orderId = await client.PlaceAsync("c-1");
            File.Delete(data.File(file));
            using (var refused = await TryPlaceAsync(client))
            {
                Assert.NotEqual(HttpStatusCode.Accepted, refused?.StatusCode);
            }

            Assert.Equal(ExitCodes.Failure, await host.ExitAsync());
            Assert.Contains($"{file} was deleted or replaced", host.Output, StringComparison.Ordinal);
            if (file != "pipeline.lock")
            {
                await AssertRescuedAsync(data, orderId);
            }
        }
    }

    [Fact]
    public async Task Damaged_data_is_refused_in_plain_words_or_served_and_reported()
    {
        var (served, refused) = (0, 0);
        for (var seed = 1; seed <= Seeds(6); seed++)
        {
            using var copy = seed % 2 == 0 ? folder.Copy() : await PlaceAndKillAsync();
            var wound = new Wounds(seed).Inflict(copy.Path);
            try
            {
                var (host, url) = await HostProcess.ServeAsync(copy.Path, AnyUrl);
                using (host)
                {
                    await AssertServesAsync(host, url, wound);
                }

                served++;
            }
            catch (InvalidOperationException error) when (error.Message.StartsWith("The host did not start", StringComparison.Ordinal))
            {
                Assert.False(error.Message.Contains("   at ", StringComparison.Ordinal), $"{wound}: {error.Message}");
                refused++;
            }

            AssertAuditReports(copy, wound);
        }

        Assert.Equal(Seeds(6), served + refused);
    }

    [Fact]
    public void Audit_reports_any_damage_that_sqlite_finds_and_never_breaks_off()
    {
        var unsound = 0;
        for (var seed = 1; seed <= Seeds(60); seed++)
        {
            using var copy = folder.Copy();
            unsound += AssertAuditReports(copy, new Wounds(seed).Inflict(copy.Path)) ? 0 : 1;
        }

        Assert.InRange(unsound, Seeds(60) / 4, Seeds(60));
    }

    private static bool AssertAuditReports(TempFolder data, string wound)
    {
        var isSound = Wounds.IsSound(data.Path);
        try
        {
            var report = Auditor.Run(data.Path, data.File("mail"));
            Assert.True(isSound || report.Checks.Any(check => check is { Name: "storage-is-sound", Ok: false }), $"{wound}: {report}");
            Assert.True(isSound || !report.Balanced, wound);
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{wound}: {error}");
        }

        return isSound;
    }

    private static async Task AssertServesAsync(HostProcess host, Uri url, string wound)
    {
        using var client = new PipelineClient(url);
        string[] paths = ["/api/health/ready", "/api/orders", "/api/sagas", "/api/dead-letters", "/api/stats", "/api/inventory/SKU-1"];
        foreach (var path in paths)
        {
            try
            {
                var (status, body) = await client.AskAsync(path);
                if (status == HttpStatusCode.InternalServerError)
                {
                    await host.StopAsync();
                    Assert.Fail($"{wound}: {path} {body} {host.Output}");
                }
            }
            catch (HttpRequestException)
            {
                // It ended meanwhile, which its log explains.
                await host.ExitAsync();
            }
        }

        await host.StopAsync();
        Assert.False(host.Output.Contains("Unhandled exception", StringComparison.Ordinal), $"{wound}: {host.Output}");
        Assert.False(host.Output.Contains("unforeseen", StringComparison.Ordinal), $"{wound}: {host.Output}");
    }

    private static async Task<TempFolder> PlaceAndKillAsync()
    {
        var data = new TempFolder();
        var (host, url) = await HostProcess.ServeAsync(data.Path, AnyUrl);
        using (host)
        using (var client = new PipelineClient(url))
        {
            for (var order = 0; order < 5; order++)
            {
                await client.PlaceAsync($"c-{order}");
            }

            await host.KillAsync();
        }

        return data;
    }

    private static async Task<HttpResponseMessage?> TryPlaceAsync(PipelineClient client)
    {
        try
        {
            return await client.PostOrderAsync("c-2", "SKU-1", 1, null);
        }
        catch (HttpRequestException)
        {
            return null; // It has ended already.
        }
    }

    private static async Task AssertRescuedAsync(TempFolder data, string orderId)
    {
        foreach (var old in new[] { "pipeline.db", "pipeline.db-wal", "pipeline.db-shm" })
        {
            File.Delete(data.File(old));
        }

        File.Move(data.File("pipeline.rescued.db"), data.File("pipeline.db"));
        var (host, url) = await HostProcess.ServeAsync(data.Path, AnyUrl);
        using (host)
        using (var client = new PipelineClient(url))
        {
            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync($"/api/orders/{orderId}")).Status);
        }
    }

    private static (string OrderId, long Position) DamageSecondEvent(TempFolder data)
    {
        using var connection = Connection.Open(data.File("pipeline.db"), readOnly: false);
        var found = connection.Sql("SELECT subject, position FROM events WHERE sequence = 2 ORDER BY position LIMIT 1")
            .First(row => (row.Text(0), row.Number(1)));
        connection.Sql("UPDATE events SET event = substr(event, 1, length(event) - 9) WHERE position = ?").Bind(found.Item2).Run();
        return found;
    }

    private static void AssertPlain((int ExitCode, string Output) ended)
    {
        Assert.Equal(ExitCodes.Failure, ended.ExitCode);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }
}
