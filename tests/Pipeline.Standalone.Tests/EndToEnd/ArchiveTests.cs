using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Sqlite;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.Tests.Audit;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>Two days after a small run the host archives it: the books balance, also in a backup and where that is put in place.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class ArchiveTests(SettledFolder settled) : IClassFixture<SettledFolder>
{
    [Fact]
    public async Task Archived_run_balances_and_goes_through_a_backup_into_a_new_folder()
    {
        using var folder = settled.Copy();
        using var other = new TempFolder();
        var id = Read(folder.Path, "SELECT min(order_id) FROM orders", row => row.Text(0));

        var (status, body) = await ArchiveAsync(folder.Path, $"/api/orders/{id}");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("order-not-found", body, StringComparison.Ordinal);
        Assert.Contains("archive/", body, StringComparison.Ordinal);
        Assert.InRange(Read(folder.Path, "SELECT count(*) FROM orders", row => row.Number(0)), 0, 1);
        AssertBalances(folder.Path);

        var (backup, copy) = (other.File("backup"), other.File("copy"));
        await RunsAsync("backup", "--to", backup, "--data", folder.Path);
        await RunsAsync("restore", "--from", backup, "--verify", "--data", copy);
        await RunsAsync("restore", "--from", backup, "--data", copy);
        CopyMails(folder.Path, copy);
        AssertBalances(copy);

        await RunsAsync("restore", "--from", backup, "--replace", "--data", copy);
        AssertBalances(copy);
        Assert.Single(
            Directory.GetDirectories(copy, "replaced-*"), aside => Directory.GetFiles(Path.Combine(aside, "archive")).Length == 1);
    }

    [Fact]
    public async Task Backup_whose_archive_is_damaged_is_not_put_in_place()
    {
        using var folder = settled.Copy();
        using var other = new TempFolder();
        await ArchiveAsync(folder.Path, "/api/health/ready");
        var backup = other.File("backup");
        await RunsAsync("backup", "--to", backup, "--data", folder.Path);
        var file = Directory.GetFiles(Path.Combine(backup, "archive")).Single();
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^5]);

        var (exitCode, output) = await HostProcess.RunAsync("restore", "--from", backup, "--data", other.File("copy"));

        Assert.True(exitCode == 1, output);
        Assert.Contains("is damaged and was not put in place", output, StringComparison.Ordinal);
    }

    // The host in this process, so that its clock can be two days ahead.
    private static async Task<(HttpStatusCode Status, string Body)> ArchiveAsync(string data, string path)
    {
        var settings = new HostSettings(data, "http://127.0.0.1:0", new Dictionary<string, string?> { ["Retention:After"] = "1.00:00:00" });
        await using var host = StandaloneHost.Build(settings, services => services.AddSingleton<TimeProvider>(new Ahead()));
        await host.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(Read(data, "SELECT count(*) FROM orders", row => row.Number(0)) <= 1));
        using var client = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        await host.StopAsync();
        return (answer.StatusCode, body);
    }

    private static T Read<T>(string data, string sql, Func<Statement, T> read)
    {
        using var connection = Connection.Open(Path.Combine(data, "pipeline.db"), readOnly: true);
        return connection.Sql(sql).First(read)!;
    }

    private static void AssertBalances(string data)
    {
        var report = Auditor.Run(data, Path.Combine(data, "mail"));

        Assert.True(report.Balanced, string.Join('\n', report.Checks));
        Assert.Contains("of them archived", report.Checks.Single(check => check.Name == "log-is-whole").Detail, StringComparison.Ordinal);
    }

    private static async Task RunsAsync(params string[] arguments)
    {
        var (exitCode, output) = await HostProcess.RunAsync(arguments);
        Assert.True(exitCode == 0, output);
    }

    private static void CopyMails(string from, string to)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(from, "mail"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Ahead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromDays(2);
    }
}
