using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Help_names_every_command()
    {
        var (exitCode, output) = await HostProcess.RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.All(["serve", "demo", "audit", "--data", "--urls"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("demo --orders many", "--orders is 'many'")]
    [InlineData("demo --orders 0", "--orders is '0'; it must be a number from 1")]
    [InlineData("demo --decline 2", "--decline is '2'; it must be a number from 0 to 1")]
    [InlineData("--Payments:Timeot=00:01:00", "Did you mean Payments:Timeout?")]
    [InlineData("--Payments:Timeout=soon", "Payments:Timeout is 'soon'")]
    [InlineData("--urls http://127.0.0.1:99999", "--urls has http://127.0.0.1:99999: '99999' is no port")]
    [InlineData("--urls https://127.0.0.1:443", "TLS is not served here")]
    [InlineData("--Payments:Timeout=24:00:00", "Did you mean 1.00:00:00?")]
    [InlineData("--Payments:Simulator:Enabled=false", "Webhooks:Stripe:SigningSecrets:0 is not set")]
    [InlineData("--urls http://0.0.0.0:0", "Admin:Key")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://0.0.0.0:0", "Admin:Key")]
    [InlineData("--Admin:Key=hunter2", "Admin:Key is not good enough; it must be a secret of at least 16 characters")]
    [InlineData("--AllowedHosts=https://shop.example.com", "host names without scheme and port")]
    public async Task Wrong_arguments_are_named_and_exit_with_2(string arguments, string message)
    {
        var (exitCode, output) = await HostProcess.RunAsync([.. arguments.Split(' '), "--data", _folder.Path]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOTNET_URLS", "http://0.0.0.0:0", "http://0.0.0.0:0 is reachable from other machines")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "0", "http://*:0 is reachable from other machines")]
    [InlineData("Payments_Timeout", "00:01:00", "Did you mean Payments:Timeout (in the environment Payments__Timeout)?")]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging:LogLevel:Default is 'Loud'; it must be one of")]
    public async Task Every_way_to_name_a_setting_in_the_environment_is_judged(string name, string value, string message)
    {
        var (exitCode, output) = await HostProcess.RunInAsync(_folder.Path, [(name, value)], "serve");

        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Settings_of_files_and_the_environment_are_held_to_the_same_names()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "appsettings.json"), """{"Payment": {"Timeout": "00:01:00"}, "Loging": {"LogLevel": {}}}""");

        var (exitCode, output) = await HostProcess.RunInAsync(_folder.Path, [], "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, exitCode);
        Assert.Contains(
            "appsettings.json: There is no setting Payment:Timeout. Did you mean Payments:Timeout?", output, StringComparison.Ordinal);
        Assert.Contains("There is no setting Loging:LogLevel", output, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Path, "appsettings.json"));

        (exitCode, output) = await HostProcess.RunInAsync(
            _folder.Path, [("Payments__Timout", "00:01:00"), ("EMAIL", "me")], "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal((2, "There is no setting Payments:Timout. Did you mean Payments:Timeout?"), (exitCode, output));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Audit_without_data_says_so()
    {
        var (exitCode, output) = await HostProcess.RunAsync("audit", "--data", Path.Combine(_folder.Path, "nothing"));

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no pipeline data in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, output) = await HostProcess.RunAsync("serve", "--data", Path.Combine(file, "data"));

        Assert.Equal(1, exitCode);
        Assert.Contains(file, output, StringComparison.Ordinal);
        Assert.Contains("--data", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrupt_file_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "pipeline.db"), new string('x', 10_000));

        var (exitCode, output) = await HostProcess.RunAsync("serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Contains("pipeline.db is damaged", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_process_on_the_same_folder_is_refused()
    {
        var (host, url) = await HostProcess.ServeAsync(_folder.Path, "http://127.0.0.1:0");
        using (host)
        {
            var (exitCode, output) = await HostProcess.RunAsync("serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");

            Assert.Equal(1, exitCode);
            Assert.Contains("Another pipeline", output, StringComparison.Ordinal);
            Assert.Contains("--data", output, StringComparison.Ordinal);
            using var client = new PipelineClient(url);
            await client.WaitForAsync(await client.PlaceAsync("c-1"), "confirmed");
        }
    }

    [Fact]
    public async Task Address_in_use_is_named()
    {
        var (host, url) = await HostProcess.ServeAsync(_folder.Path, "http://127.0.0.1:0");
        using (host)
        {
            var other = Path.Combine(_folder.Path, "other");

            var (exitCode, output) = await HostProcess.RunAsync("serve", "--data", other, "--urls", url.ToString());

            Assert.Equal(1, exitCode);
            Assert.Contains("address already in use", output, StringComparison.Ordinal);
            Assert.Contains("--urls", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            Assert.False(Directory.Exists(other));
        }
    }

    [Fact]
    public async Task Sigterm_finishes_what_is_in_flight_and_exits_with_0()
    {
        var (host, url) = await HostProcess.ServeAsync(_folder.Path, "http://127.0.0.1:0");
        using (host)
        {
            using var client = new PipelineClient(url);
            var placing = Enumerable.Range(1, 50).Select(number => client.PlaceAsync($"c-{number}")).ToList();
            await Task.WhenAll(placing);

            Assert.Equal(0, await host.StopAsync());
        }

        var (again, second) = await HostProcess.ServeAsync(_folder.Path, "http://127.0.0.1:0");
        using (again)
        {
            using var client = new PipelineClient(second);
            await client.SettleAsync();
            Assert.Equal(0, await again.StopAsync());
        }

        Assert.True((await HostProcess.RunAsync("audit", "--data", _folder.Path)).ExitCode == 0);
    }

    public void Dispose() => _folder.Dispose();
}
