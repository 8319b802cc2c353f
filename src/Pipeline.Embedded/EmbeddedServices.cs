using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.DeadLetters;
using Pipeline.Embedded.Archive;
using Pipeline.Embedded.DeadLetters;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Engine;
using Pipeline.Embedded.Idempotency;
using Pipeline.Embedded.Inventory;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Operations;
using Pipeline.Embedded.Orders;
using Pipeline.Embedded.Queues;
using Pipeline.Embedded.Sagas;
using Pipeline.Embedded.Work;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded;

/// <summary>Registers the embedded engine: every port of the core but the payment provider, the carrier and the e-mail sender.</summary>
public static class EmbeddedServices
{
    /// <summary>The SQL that makes the engine's tables.</summary>
    public static string Schema { get; } = Read("schema.sql");

    /// <summary>The migrations since, in order.</summary>
    public static IReadOnlyList<string> Migrations { get; } = [Read("schema.1.sql"), Read("schema.2.sql"), Read("schema.3.sql")];

    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services) => services
        .AddStorage()
        .AddPorts()
        .AddSingleton<Admission>()
        .AddSingleton<Committer>()
        .AddSingleton<SteadyClock>()
        .AddSingleton<EffectWriter>()
        .AddSingleton<Settler>()
        .AddSingleton<Retries>()
        .AddSingleton<QueueSet>()
        .AddSingleton<SagaRunner>()
        .AddSingleton<Archiver>()
        .AddSingleton<Retention>()
        .AddSingleton<DamageSearch>()
        .AddSingleton<LogSizeWatch>()
        .AddHostedService<EmbeddedEngine>();

    // The lock is taken before the file is opened, and both are released after the writer has ended: DI disposes in reverse.
    private static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton(provider => FolderLock.Take(provider.GetRequiredService<IOptions<DataOptions>>().Value.Directory))
        .AddSingleton(provider =>
        {
            provider.GetRequiredService<FolderLock>();
            var path = provider.GetRequiredService<IOptions<DataOptions>>().Value.DatabasePath;
            return Database.Open(path, Schema, Durability.Power, steps: Migrations);
        })
        .AddSingleton(new Workers())
        .AddSingleton<IFiles, DiskFiles>()
        .AddSingleton<Writer>()
        .AddSingleton<EventLog>();

    private static IServiceCollection AddPorts(this IServiceCollection services) => services
        .AddSingleton(_ => new GenerationCache<Order>(capacity: 4_096))
        .AddSingleton<IOrderStore, SqliteOrderStore>()
        .AddSingleton<IOrderViews, SqliteOrderViews>()
        .AddSingleton<SqliteInventory>()
        .AddSingleton<IInventory>(provider => provider.GetRequiredService<SqliteInventory>())
        .AddSingleton<IEventIntake, SqliteIntake>()
        .AddSingleton<IIdempotencyKeys, SqliteIdempotencyKeys>()
        .AddSingleton<ICounters, SqliteCounters>()
        .AddSingleton<SagaDefinitions>()
        .AddSingleton<SqliteSagas>()
        .AddSingleton<ISagaOperations>(provider => provider.GetRequiredService<SqliteSagas>())
        .AddSingleton<SqliteDeadLetters>()
        .AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<SqliteDeadLetters>())
        .AddSingleton<IPipelineStats, EmbeddedStats>()
        .AddSingleton<IHealth, EmbeddedHealth>();

    private static string Read(string script)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(script)
            ?? throw new InvalidOperationException($"{script} is not embedded in Pipeline.Embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Section <c>Data</c>.</summary>
public sealed record DataOptions
{
    /// <summary>The folder that holds everything the embedded engine keeps.</summary>
    public string Directory { get; set; } = ".pipeline";

    /// <summary>The engine's one SQLite file.</summary>
    public string DatabasePath => Path.Combine(Directory, "pipeline.db");
}
