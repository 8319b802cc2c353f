using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Email;
using Pipeline.Embedded;
using Pipeline.Embedded.Email;
using Pipeline.Fulfilment;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Http.Problems;
using Pipeline.Identity;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;
using Pipeline.Sqlite;
using Pipeline.Webhooks;
using Pipeline.Welcome;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>One life of the pipeline on a folder, from start to end: the embedded engine and the HTTP surface, on a scheduler.</summary>
internal sealed class EmbeddedProcess
{
    public const long InitialStock = 40;
    public static readonly TimeSpan PaymentTimeout = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan TipsAfter = TimeSpan.FromMinutes(40);

    private readonly StepScheduler _scheduler;
    private readonly ServiceProvider _services;
    private readonly ProblemMiddleware _http;
    private readonly TaskCompletionSource _ended = new();

    /// <param name="scheduler">What steps it.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="archiveAfter">How long after its last event what is settled goes to the archive.</param>
    /// <param name="upgrades">How many newer versions of the orders' saga came after the first.</param>
    /// <param name="files">Its files beside the database.</param>
    /// <param name="outside">The provider and the carrier.</param>
    /// <param name="log">Where its log goes.</param>
    /// <param name="dice">What is left to chance in it.</param>
    public EmbeddedProcess(
        StepScheduler scheduler,
        TimeProvider time,
        string folder,
        TimeSpan? archiveAfter,
        int upgrades,
        IFiles files,
        Outside outside,
        ProcessLog log,
        Random dice)
    {
        (_scheduler, Folder) = (scheduler, folder);
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log))
            .Configure<DataOptions>(data => data.Directory = folder)
            .Configure<EmlFolderOptions>(mail => mail.Directory = Path.Combine(folder, "mail"))
            .Configure<InventoryOptions>(inventory => inventory.InitialStock = InitialStock)
            .Configure<PaymentOptions>(payments => payments.Timeout = PaymentTimeout)
            .Configure<WelcomeOptions>(welcome => welcome.TipsAfter = TipsAfter)
            .Configure<StripeWebhookOptions>(stripe => stripe.SigningSecrets.Add(PaymentStories.Secret))
            .Configure<RetentionOptions>(retention => retention.After = archiveAfter)
            .AddSingleton(time)
            .AddSingleton(dice)
            .AddSingleton<IIdGenerator>(new SeededIds(time, dice))
            .AddPipelineCore()
            .AddEmbeddedEngine()
            .AddPipelineHttp(new AccessOptions())
            .AddSingleton(new Workers(scheduler))
            .AddSingleton(files)
            .AddSingleton<IEmailSender, EmlFolder>()
            .AddSingleton<IPaymentProvider>(outside)
            .AddSingleton<ICarrier>(outside)
            .AddSingleton<IHostApplicationLifetime>(log)
            .AddUpgrades(upgrades, PaymentTimeout, TipsAfter)
            .BuildServiceProvider();
        _http = new ProblemMiddleware(ServeAsync, _services.GetRequiredService<ExceptionProblems>());
    }

    public string Folder { get; }

    public Task StartAsync() => _scheduler.PostAsync(() => Engine.StartAsync(default));

    /// <summary>Stops as a host does.</summary>
    public async Task StopAsync()
    {
        await _scheduler.PostAsync(async () =>
        {
            await Engine.StoppingAsync(default);
            await Engine.StopAsync(default);
            await _services.DisposeAsync();
        });
        End();
    }

    /// <summary>Answers a request; one that the process does not live to answer has no answer.</summary>
    public async Task<CallAnswer> CallAsync(Call call)
    {
        var answering = _scheduler.PostAsync(() => AnswerAsync(call));
        await Task.WhenAny(answering, _ended.Task);
        return answering.IsCompletedSuccessfully ? await answering : CallAnswer.None;
    }

    /// <summary>The process ends between two steps: nothing of it runs any more, no finally and no Dispose.</summary>
    public void Kill()
    {
        _scheduler.Kill();
        End();
    }

    /// <summary>What the system does for a process that has ended; its files were copied before.</summary>
    public void ReleaseFiles()
    {
        _services.GetRequiredService<Database>().Dispose();
        _services.GetRequiredService<FolderLock>().Dispose();
        // The runtime keeps every meter, and with it all that is measured.
        _services.GetService<IMeterFactory>()?.Dispose();
    }

    private IHostedLifecycleService Engine => (IHostedLifecycleService)_services.GetServices<IHostedService>().Single();

    private void End()
    {
        _scheduler.Kill();
        _ended.TrySetResult();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var operation = context.GetOperation();
        var result = await operation.Endpoint(_services).HandleAsync(context.Request, default);
        await result.ExecuteAsync(context);
    }

    private async Task<CallAnswer> AnswerAsync(Call call)
    {
        using var answer = new MemoryStream();
        var context = call.ToContext(_services, answer);
        await _http.InvokeAsync(context);
        return new CallAnswer(
            context.Response.StatusCode, answer.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(answer.ToArray()));
    }
}
