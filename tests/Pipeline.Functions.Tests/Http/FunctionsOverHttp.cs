using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.AzurePath;
using Pipeline.Functions.Hosting;

namespace Pipeline.Functions.Tests.Http;

/// <summary>
/// The app's own services on the embedded engine, and its HTTP functions mapped as the worker maps them: by the route and methods of their
/// triggers, under the prefix of host.json, each call on a new instance.
/// </summary>
public class FunctionsOverHttp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-functions-");
    private WebApplication? _app;

    public HttpClient Client { get; } = new();

    /// <summary>Settings besides those that every such app has.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Engine"] = "Embedded",
            ["Data:Directory"] = _folder.FullName,
            ["Inventory:InitialStock"] = "100",
            ["Webhooks:Stripe:SigningSecrets:0"] = "whsec_of-the-tests-alone",
        });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.AddPipeline();
        _app = builder.Build();
        foreach (var (name, trigger) in FunctionTable.With<HttpTriggerAttribute>())
        {
            _app.MapMethods("api/" + trigger.Route, trigger.Methods!, context => RunAsync(FunctionTable.All[name], context));
        }

        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    /// <summary>Posts nothing with a header, and returns the status and the code of the problem that it is answered with.</summary>
    public async Task<(int Status, string Code)> PostAsync(string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var answer = await Client.SendAsync(request);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, problem.RootElement.GetProperty("type").GetString()!.Split('/')[^1]);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(MethodInfo function, HttpContext context)
    {
        var instance = ActivatorUtilities.CreateInstance(_app!.Services, function.DeclaringType!);
        var arguments = function.GetParameters()
            .Select(parameter => parameter.ParameterType == typeof(HttpRequest) ? context.Request : (object?)null);
        await (await (Task<IResult>)function.Invoke(instance, [.. arguments])!).ExecuteAsync(context);
    }
}
