using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pipeline.Audit;
using Pipeline.Identity;
using Pipeline.Simulation;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.AzurePath;

/// <summary>
/// A day in the life of the pipeline, told by clients who keep trying as real ones do: a paid order, a cancelled one, a sign-up, a
/// reading above its threshold and a log line.
/// </summary>
public sealed class AzureStory(AzureBench bench)
{
    private const int MaxTries = 400;
    private const int MaxRounds = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(12);

    private readonly ConcurrentDictionary<string, LedgerEntry> _captured = new();

    public async Task TellAsync()
    {
        var paid = await PlaceAsync();
        var cancelled = await PlaceAsync();
        await AcceptAsync("user.signed-up", "signup-1", """{"userId":"u-1","email":"u@example.com"}""");
        await AcceptAsync("sensor.reading", "reading-1", """{"sensorId":"s-1","metric":"temperature","value":99.5}""");
        await AcceptAsync("log.line", "line-1", """{"level":"info","message":"hello"}""");
        await bench.SettleAsync(AWhile);
        await CaptureAsync(paid);
        await TryAsync(
            "CancelOrder", "POST", $"/api/orders/{cancelled}/cancel", "{}"u8.ToArray(), request => request.RouteValues["id"] = cancelled);
        await bench.SettleAsync(TimeSpan.FromDays(4));
    }

    /// <summary>
    /// What an operator does after a bad day, until it is good: every saga that gave up goes on, every dead letter is tried again.
    /// </summary>
    public async Task PutRightAsync()
    {
        for (var round = 1; await PutRightOnceAsync(); round++)
        {
            Assert.True(round < MaxRounds, "Something never comes right.");
        }
    }

    /// <summary>What the audit says of the day.</summary>
    public async Task<AuditReport> AuditAsync()
    {
        var ledger = _captured.ToDictionary(entry => entry.Key, entry => entry.Value with
        {
            Refunded = bench.World.Payments.Refunds.Values.Where(refund => refund.PaymentId == entry.Key).Sum(refund => refund.Amount),
        });
        foreach (var request in bench.World.Payments.Requests.Values)
        {
            ledger.TryAdd("pi_" + request.OrderId, new LedgerEntry(0, 0));
        }

        return AuditRules.Run(await bench.SnapshotAsync(accepted: 3, ledger));
    }

    private async Task<string> PlaceAsync()
    {
        var key = bench.Get<IIdGenerator>().Next();
        var answer = await TryAsync(
            "PlaceOrder", "POST", "/api/orders", AzureBench.OrderBody, request => request.Headers["Idempotency-Key"] = key);
        return answer.GetProperty("orderId").GetString()!;
    }

    private async Task<bool> PutRightOnceAsync()
    {
        var stuck = await ListAsync("ListSagas", "/api/sagas", "needs-attention", "sagaId");
        foreach (var id in stuck)
        {
            await TryAsync("ResumeSaga", "POST", $"/api/sagas/{id}/resume", [], request => request.RouteValues["id"] = id);
        }

        await bench.SettleAsync(AWhile);
        var open = await ListAsync("ListDeadLetters", "/api/dead-letters", "open", "id");
        foreach (var id in open)
        {
            await TryAsync("ReplayDeadLetter", "POST", $"/api/dead-letters/{id}/replay", [], request => request.RouteValues["id"] = id);
        }

        await bench.SettleAsync(TimeSpan.FromDays(4));
        return stuck.Count + open.Count > 0;
    }

    private async Task<IReadOnlyList<string>> ListAsync(string function, string path, string status, string id)
    {
        var list = await TryAsync(function, "GET", path, []);
        return [.. list.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("status").GetString() == status)
            .Select(item => item.GetProperty(id).GetString()!)];
    }

    private Task<JsonElement> AcceptAsync(string type, string id, string data)
    {
        var body = $$"""
            {"specversion":"1.0","id":"{{id}}","source":"/outside","type":"com.example.{{type}}","subject":"subject-{{id}}",
             "time":"2026-01-02T03:04:05Z","datacontenttype":"application/json","data":{{data}}}
            """;
        return TryAsync("AcceptEvent", "POST", "/api/events", Encoding.UTF8.GetBytes(body), request =>
            request.ContentType = "application/cloudevents+json");
    }

    /// <summary>The provider reports the captured payment until it is acknowledged.</summary>
    public Task<JsonElement> CaptureAsync(string orderId)
    {
        var now = bench.World.Time.GetUtcNow();
        var payment = new SimulatedPayment("pi_" + orderId, orderId, "c-1", Some.Total, "USD", SimulatedStatus.Captured, 0, now, null);
        _captured[payment.Id] = new LedgerEntry(Some.Total, 0);
        var body = StripeEventWriter.Settled(payment);
        return TryAsync("PaymentWebhook", "POST", "/api/webhooks/payments/stripe", body, request =>
        {
            request.RouteValues["provider"] = "stripe";
            request.Headers[StripeSignature.HeaderName] =
                StripeSignature.Sign(body, AzureBench.SigningSecret, bench.World.Time.GetUtcNow());
        });
    }

    // A 5xx, or a 409 that passes, promises that trying again is safe.
    private async Task<JsonElement> TryAsync(
        string function, string method, string path, byte[] body, Action<HttpRequest>? configure = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await bench.SendAsync(function, method, path, body, configure);
            if ((int)answer.Status < 300)
            {
                return answer.Json!.Value;
            }

            Assert.True(answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict,
                $"{function}: {answer.Status} {answer.Json}");
            Assert.True(attempt < MaxTries, $"{function} never got through: {answer.Json}");
            bench.World.Time.Advance(Pause);
        }
    }
}
