using System.Diagnostics;
using System.Text.Json;
using StreamJsonRpc;

namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>A running Bicep compiler, called over JSON-RPC; later calls take a tenth of the first one's time.</summary>
public sealed class BicepServer : IDisposable
{
    private readonly Process _process;
    private readonly JsonRpc _rpc;

    public BicepServer()
    {
        var start = new ProcessStartInfo(BicepCli.Path ?? "bicep", ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // The compiler must run on machines without ICU, too.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException("The Bicep compiler did not start.");
        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = new(JsonSerializerDefaults.Web) };
        var handler = new HeaderDelimitedMessageHandler(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream, formatter);
        _rpc = new JsonRpc(handler);
        _rpc.StartListening();
    }

    /// <summary>Compiles a file with the modules that it names.</summary>
    public Task<Compilation> CompileAsync(string path) => AskAsync<Compilation>("bicep/compile", new { path });

    /// <summary>Returns the file's text, formatted.</summary>
    public async Task<string> FormatAsync(string path) => (await AskAsync<Formatted>("bicep/format", new { path })).Contents;

    /// <summary>Returns the parameters and outputs of a file.</summary>
    public Task<FileMetadata> DescribeAsync(string path) => AskAsync<FileMetadata>("bicep/getMetadata", new { path });

    /// <summary>Predicts, as JSON, what a deployment with that parameters file would create.</summary>
    /// <param name="parametersPath">The .bicepparam file.</param>
    /// <param name="resourceGroup">The target of a resource group's template; null for a subscription's.</param>
    public async Task<string> PredictAsync(string parametersPath, string? resourceGroup)
    {
        var metadata = new
        {
            tenantId = "00000000-0000-0000-0000-000000000009",
            subscriptionId = "00000000-0000-0000-0000-000000000001",
            resourceGroup,
            location = "swedencentral",
            deploymentName = "main",
        };
        return (await AskAsync<Prediction>("bicep/getSnapshot", new { path = parametersPath, metadata })).Snapshot;
    }

    public void Dispose()
    {
        _rpc.Dispose();
        _process.Kill();
        _process.Dispose();
    }

    private Task<T> AskAsync<T>(string method, object question) => _rpc.InvokeWithParameterObjectAsync<T>(method, question);
}
