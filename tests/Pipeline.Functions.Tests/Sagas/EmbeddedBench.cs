using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.AzurePath.TaskHub;
using Pipeline.Fulfilment;
using Pipeline.Functions.Hosting;
using Pipeline.Functions.Sagas;
using Pipeline.Functions.Sagas.Orchestrators;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>
/// The app with <c>Engine=Embedded</c>, not started, so that its own saga runner is at rest: the orchestrators run on a
/// task hub in memory, and RunSagaActivity is made from the app's services, on the stores of the embedded engine.
/// </summary>
public sealed class EmbeddedBench : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-embedded-sagas-");
    private readonly IHost _app;

    public EmbeddedBench()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Engine"] = "Embedded",
            ["Data:Directory"] = _folder.FullName,
            ["Inventory:InitialStock"] = "10",
            ["Webhooks:Stripe:SigningSecrets:0"] = "whsec_of-the-tests-alone",
        });
        builder.AddPipeline();
        _app = builder.Build();
        Hub = new TestOrchestrations(Time)
            .Orchestrator(OrderSaga.Name, Orchestrators.RunOrderSaga)
            .Orchestrator(WelcomeWorkflow.Name, Orchestrators.RunWelcomeWorkflow)
            .Activity<SagaAct, SagaOutcome>(
                RunSagaActivity.Name, act => ActivatorUtilities.CreateInstance<RunSagaActivity>(_app.Services).RunAsync(act, default));
    }

    /// <summary>The names of the mails that were written.</summary>
    public string[] Mails => Directory.GetFiles(Path.Combine(_folder.FullName, "mail"), "*.eml", SearchOption.AllDirectories);

    internal VirtualTime Time { get; } = new();

    internal TestOrchestrations Hub { get; }

    /// <summary>A service of the app.</summary>
    public T The<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _app.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
