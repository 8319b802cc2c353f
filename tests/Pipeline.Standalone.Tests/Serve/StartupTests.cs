using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Serve;

/// <summary>A start that fails says what it really was and what to do, and leaves nothing behind that was not there.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Address_in_use_is_found_before_a_folder_is_made()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            var error = await RefusedAsync(_folder.File("data"), ("urls", $"http://{host}:{port}"));

            Assert.Contains($"http://{host}:{port} is in use by another process", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("Choose another address with --urls.", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Address_of_another_machine_is_found_before_a_folder_is_made()
    {
        var error = await RefusedAsync(
            _folder.File("data"), ("urls", "http://203.0.113.1:80"), ("Admin:Key", "an admin key of the tests"));

        Assert.StartsWith("http://203.0.113.1:80 is no address of this machine.", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Socket_that_exists_is_named()
    {
        var socket = _folder.File("a.sock");
        await File.WriteAllTextAsync(socket, "");

        var error = await RefusedAsync(_folder.File("data"), ("urls", $"http://unix:{socket}"));

        Assert.StartsWith($"{socket} exists already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_simulator_and_signing_secret_nobody_could_pay()
    {
        var error = await RefusedAsync(_folder.File("data"), ("Payments:Simulator:Enabled", "false"));

        Assert.Equal(ExitCodes.Usage, error.ExitCode);
        Assert.StartsWith("Webhooks:Stripe:SigningSecrets:0 is not set", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/data")]
    public async Task File_in_place_of_a_folder_is_named(string data)
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");

        var error = await RefusedAsync(_folder.File(data));

        Assert.Contains($"({_folder.File("file")} is a file). Name a folder.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("named with --data.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline.db", "pipeline.db cannot be opened")]
    [InlineData("world.db", "world.db cannot be opened")]
    [InlineData("pipeline.db-wal", "pipeline.db cannot be used")]
    [InlineData("pipeline.lock", "cannot be written")]
    [InlineData("pipeline.mark", "cannot be written")]
    [InlineData("stripe-signing-secret", "cannot be written")]
    public async Task Folder_in_place_of_a_file_is_named(string file, string message)
    {
        Directory.CreateDirectory(_folder.File($"data/{file}"));

        Assert.Contains(message, (await RefusedAsync(_folder.File("data"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5_000)]
    public async Task Name_that_is_too_long_is_named(int length)
    {
        var error = await RefusedAsync(_folder.File(new string('a', length)));

        Assert.Contains("its name is too long for the file system", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_folder_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");

        var error = await RefusedAsync(_folder.File("data"), ("Email:Directory", _folder.File("file/mail")));

        Assert.Contains(
            "is a file). Name a folder. Another folder is named with Email:Directory.", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task File_in_place_of_the_mails_is_named()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await File.WriteAllTextAsync(_folder.File("data/mail"), "");

        var error = await RefusedAsync(_folder.File("data"));

        Assert.Contains($"({_folder.File("data/mail")} is a file). Name a folder.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_to_nothing_is_named()
    {
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("nowhere"));

        var error = await RefusedAsync(_folder.File("link"));

        Assert.Contains($"is a link to {_folder.File("nowhere")}, which is no folder", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0};http://127.0.0.1:{0}")]
    [InlineData("http://127.0.0.1:{0};http://localhost:{0}/")]
    [InlineData("http://0.0.0.0:{0};http://127.0.0.1:{0}")]
    public async Task Address_that_is_named_twice_is_found_before_a_folder_is_made(string urls)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await RefusedAsync(
            _folder.File("data"),
            ("urls", string.Format(CultureInfo.InvariantCulture, urls, port)),
            ("Admin:Key", "an admin key of the tests"));

        Assert.Contains("is named twice, or part of another address that is named", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Socket_whose_path_is_too_long_is_named()
    {
        var error = await RefusedAsync(
            _folder.File("data"), ("urls", $"http://127.0.0.1:0;http://unix:{_folder.File(new string('x', 120))}"));

        Assert.Contains("is too long for a socket", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [MountTheory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(128)]
    public async Task Full_disk_is_named(int free)
    {
        using var disk = new MountedFolder(kilobytes: 1_024);
        disk.Fill(free);

        var error = await RefusedAsync(Path.Combine(disk.Path, "data"));

        Assert.Contains("is full. Free some space and start again.", error.Message, StringComparison.Ordinal);
    }

    [MountFact]
    public async Task Read_only_file_system_is_named()
    {
        using var disk = new MountedFolder(kilobytes: 1_024);
        disk.MakeReadOnly();

        var error = await RefusedAsync(Path.Combine(disk.Path, "data"));

        Assert.Contains("its file system is read-only", error.Message, StringComparison.Ordinal);
    }

    [MountTheory]
    [InlineData("pipeline.db")]
    [InlineData("world.db")]
    public async Task Database_that_cannot_be_written_is_named(string file)
    {
        var data = _folder.File("data");
        await using (await StartAsync(data))
        {
        }

        using var readOnly = MountedFolder.MakeReadOnly(Path.Combine(data, file));

        var error = await RefusedAsync(data);

        Assert.Contains($"{file} cannot be opened (the file may not be written)", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<UserErrorException> RefusedAsync(string data, params (string Name, string Value)[] settings) =>
        Assert.ThrowsAsync<UserErrorException>(() => StartAsync(data, settings));

    private static Task<WebApplication> StartAsync(string data, params (string Name, string Value)[] settings) =>
        Startup.StartAsync(
            new HostSettings(data, null, settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value))
            {
                Presets = new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Logging:LogLevel:Default"] = "None" },
            },
            CancellationToken.None);
}
