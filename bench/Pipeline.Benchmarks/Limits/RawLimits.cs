using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pipeline.Sqlite;

namespace Pipeline.Benchmarks.Limits;

/// <summary>What this machine's disk, SQLite and Kestrel achieve without the pipeline: the ceilings for its figures.</summary>
internal static class RawLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-limits-").FullName;
        try
        {
            Report("SQLite commits/s (synchronous=FULL, one row each)", Rows(folder, rowsPerCommit: 1));
            Report("SQLite rows/s (synchronous=FULL, 500 rows a commit)", Rows(folder, rowsPerCommit: 500));
            Report("Kestrel 202s/s over HttpClient (both on this machine)", await AnswersAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(string what, double perSecond) => Console.WriteLine($"{what}: {perSecond:N0}");

    private static double Rows(string folder, int rowsPerCommit)
    {
        const string Table = "CREATE TABLE IF NOT EXISTS rows (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, event BLOB NOT NULL)";
        using var database = Database.Open(Path.Combine(folder, $"{rowsPerCommit}.db"), Table, Durability.Power);
        var connection = database.Writer!;
        var payload = new byte[600];
        var clock = Stopwatch.StartNew();
        var rows = 0;
        while (clock.Elapsed < Window)
        {
            connection.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < rowsPerCommit; i++)
            {
                connection.Sql("INSERT INTO rows (subject, event) VALUES (?, ?)")
                    .Bind("0190a7c4-0000-7000-8000-000000000000").Bind(payload).Run();
            }

            connection.Execute("COMMIT");
            rows += rowsPerCommit;
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> AnswersAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/", context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return context.Response.WriteAsync("{}");
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var clock = Stopwatch.StartNew();
        var answers = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            while (clock.Elapsed < Window)
            {
                using var content = new ByteArrayContent(new byte[250]);
                using var answer = await http.PostAsync(new Uri("/", UriKind.Relative), content);
                Interlocked.Increment(ref answers);
            }
        }));
        return answers / clock.Elapsed.TotalSeconds;
    }
}
