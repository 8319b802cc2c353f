using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Blobs;

/// <summary>A blob service on this machine: Azurite, in memory.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private readonly NodeProgram _program = Program();

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? WhyAbsent { get; } = Program().WhyAbsent;

    /// <summary>The connection string of its one account, with the well-known key.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (WhyAbsent is not null)
        {
            return;
        }

        var port = await _program.StartAsync(
            Listening(), "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck");
        ConnectionString =
            "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
            "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;" +
            $"BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
    }

    public Task DisposeAsync()
    {
        _program.Dispose();
        return Task.CompletedTask;
    }

    private static NodeProgram Program() => new("azurite", "dist/src/blob/main.js", "Pipeline.Azure.Tests");

    [GeneratedRegex(@"listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
