using System.Net;
using System.Runtime.Versioning;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>Who gets into a host on this machine: over HTTP without keys, with keys, and through the file system.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class AccessTests : IDisposable
{
    private const string AdminKey = "an admin key of the tests";
    private const string ClientKey = "a client key of the tests";
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Page_in_a_browser_neither_reads_nor_acts_on_a_host_without_keys()
    {
        var (host, url) = await HostProcess.ServeAsync(_folder.File("data"), "http://127.0.0.1:0");
        using (host)
        {
            using var client = new PipelineClient(url);
            var orderId = await client.PlaceAsync("c-1");
            await client.WaitForAsync(orderId, "confirmed");

            foreach (var (name, value) in new[]
                     {
                         ("Host", "evil.com"), ("Host", $"127.0.0.1.evil.com:{url.Port}"),
                         ("Origin", "https://evil.com"), ("Origin", "null"),
                     })
            {
                Assert.InRange((int)await client.GetStatusAsync($"/api/orders/{orderId}", (name, value)), 403, 421);
            }

            foreach (var (name, value) in new[] { ("Host", "evil.com"), ("Origin", "https://evil.com"), ("Sec-Fetch-Site", "cross-site") })
            {
                using var cancelled = await client.PostAsync($"/api/orders/{orderId}/cancel", "", (name, value));
                using var placed = await client.PostAsync("/api/orders", "{}", (name, value));
                Assert.All([cancelled, placed], answer => Assert.InRange((int)answer.StatusCode, 403, 421));
            }

            Assert.Equal(HttpStatusCode.Unauthorized, await client.GetStatusAsync("/api/stats", ("Via", "1.1 proxy")));
            Assert.Equal("confirmed", await client.StatusAsync(orderId));
        }
    }

    [Fact]
    public async Task Key_that_is_set_is_asked_for_on_loopback_and_the_simulated_provider_needs_none()
    {
        var (host, url) = await HostProcess.ServeAsync(
            _folder.File("data"), "http://127.0.0.1:0", $"--Admin:Key={AdminKey}", $"--Clients:Keys:0={ClientKey}");
        using (host)
        {
            using var stranger = new PipelineClient(url);
            using var shop = new PipelineClient(url, ClientKey);
            using var operators = new PipelineClient(url, AdminKey);
            var orderId = await shop.PlaceAsync("c-1");

            await shop.WaitForAsync(orderId, "confirmed");

            Assert.Equal(HttpStatusCode.Unauthorized, await stranger.GetStatusAsync($"/api/orders/{orderId}"));
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.CancelAsync(orderId)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, await shop.GetStatusAsync("/api/stats"));
            Assert.Equal(HttpStatusCode.OK, await operators.GetStatusAsync("/api/stats"));
            Assert.Equal(HttpStatusCode.OK, await stranger.GetStatusAsync("/api/health/live"));
        }
    }

    [Fact]
    public async Task Files_are_their_owner_s_alone_those_of_an_earlier_version_too()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var data = _folder.File("data");
        var (first, url) = await HostProcess.ServeAsync(data, "http://127.0.0.1:0");
        using (first)
        {
            using var client = new PipelineClient(url);
            await client.WaitForAsync(await client.PlaceAsync("c-1"), "confirmed");
            await Eventually.TrueAsync(
                () => Task.FromResult(Mails(data).Any()),
                () => Task.FromResult("No mail was written."));
            AssertPrivate(data);
            Assert.Equal(Folder700, File.GetUnixFileMode(data));
            await first.KillAsync();
        }

        // As versions before wrote them; the kill has left -wal and -shm.
        var others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        foreach (var file in Directory.EnumerateFiles(data))
        {
            File.SetUnixFileMode(file, File600 | others);
        }

        foreach (var folder in Directory.EnumerateDirectories(data, "*", SearchOption.AllDirectories).Append(data))
        {
            File.SetUnixFileMode(folder, Folder700 | others | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var (second, _) = await HostProcess.ServeAsync(data, "http://127.0.0.1:0");
        using (second)
        {
            AssertPrivate(data);
            Assert.True(File.GetUnixFileMode(data).HasFlag(UnixFileMode.OtherExecute), "The folder is as its owner left it.");
        }
    }

    public void Dispose() => _folder.Dispose();

    [UnsupportedOSPlatform("windows")]
    private static void AssertPrivate(string data)
    {
        string[] known =
            ["pipeline.db", "pipeline.db-shm", "pipeline.db-wal", "pipeline.lock", "pipeline.pid", "stripe-signing-secret", "world.db"];
        Assert.Superset(known.ToHashSet(), Directory.EnumerateFiles(data).Select(file => Path.GetFileName(file)).ToHashSet());
        foreach (var file in Directory.EnumerateFiles(data).Concat(Mails(data)))
        {
            Assert.True(File.GetUnixFileMode(file) == File600, $"{file} is {File.GetUnixFileMode(file)}.");
        }

        var subfolders = Directory.EnumerateDirectories(Path.Combine(data, "mail")).ToList();
        Assert.NotEmpty(subfolders);
        foreach (var folder in subfolders)
        {
            Assert.True(File.GetUnixFileMode(folder) == Folder700, $"{folder} is {File.GetUnixFileMode(folder)}.");
        }
    }

    private static IEnumerable<string> Mails(string data) => Directory.EnumerateFiles(data, "*.eml", SearchOption.AllDirectories);
}
