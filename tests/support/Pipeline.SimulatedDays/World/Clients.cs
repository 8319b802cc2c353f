using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Audit;
using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays.World;

/// <summary>Customers, senders of events and operators: they try again, as real ones do, and remember what they were promised.</summary>
internal sealed class Clients(IPipeline pipeline, TimeProvider time, Story story)
{
    private const int MaxCancels = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(20);

    private readonly Dictionary<int, string> _orders = [];
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);
    private readonly List<string> _refused = [];

    /// <summary>What was accepted.</summary>
    public ClientRecord Record => new(_orders.Values.ToHashSet(StringComparer.Ordinal), _events.Count);

    /// <summary>What was answered as it should never be.</summary>
    public IReadOnlyList<string> Refused => _refused;

    /// <summary>The number of the order that a customer placed, who places one.</summary>
    public static int OrderOf(string customerId) =>
        int.Parse(customerId.AsSpan(customerId.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    /// <summary>The key that an order is placed with.</summary>
    public static string KeyOf(int order) => string.Create(CultureInfo.InvariantCulture, $"order-{order}");

    /// <summary>The id of an order; null unless it was accepted.</summary>
    public string? IdOf(int order) => _orders.GetValueOrDefault(order);

    public async Task PlaceAsync(PlacedOrder order)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$"""
            {"customerId":"customer-{{order.Number}}","email":"customer-{{order.Number}}@example.com","currency":"USD",
             "lines":[{"sku":"{{order.Sku}}","quantity":{{order.Quantity}},"unitPrice":1250}],"tax":200,"shippingFee":500}
            """);
        var answer = await TryAsync(
            new Call("PlaceOrder", null, Encoding.UTF8.GetBytes(body), [("Idempotency-Key", KeyOf(order.Number))]),
            new Random(order.Dice));
        if (answer.Text("orderId") is { } id)
        {
            story.Tell("customer", $"order {order.Number} accepted as {id}, will be {order.Payment}");
            if (!_orders.TryAdd(order.Number, id))
            {
                _refused.Add($"Order {order.Number} was accepted twice.");
            }
        }
    }

    public async Task SendAsync(OutsideEvent one)
    {
        var body = $$"""
            {"specversion":"1.0","id":"{{one.Id}}","source":"/outside","type":"com.example.{{one.Type}}","subject":"{{one.Subject}}",
             "time":"2026-03-02T06:00:00Z","datacontenttype":"application/json","data":{{one.Data}}}
            """;
        var call = new Call("AcceptEvent", null, Encoding.UTF8.GetBytes(body), []) { ContentType = "application/cloudevents+json" };
        for (var sent = 0; sent < one.Times; sent++)
        {
            if ((await TryAsync(call, new Random(one.Dice))).Status is >= 200 and < 300)
            {
                _events.Add(one.Id);
            }
        }
    }

    public async Task CancelAsync(Cancellation cancellation)
    {
        var dice = new Random(cancellation.Dice);
        for (var attempt = 0; attempt < MaxCancels; attempt++)
        {
            if (_orders.TryGetValue(cancellation.Order, out var id))
            {
                var answer = await pipeline.CallAsync(new Call("CancelOrder", id, "{}"u8.ToArray(), []));
                story.Tell("customer", $"cancels {id}: {answer.Status} {answer.Text("code")}");
                if (!answer.IsPassing)
                {
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(dice.Next(1, 60)), time);
        }
    }

    /// <summary>Resumes what needs attention and replays what is open; returns how much that was; null when nobody answered.</summary>
    public async Task<int?> PutRightAsync()
    {
        var sagas = await ListAsync("ListSagas", "needs-attention", "sagaId");
        var letters = await ListAsync("ListDeadLetters", "open", "id");
        foreach (var id in sagas ?? [])
        {
            story.Tell("operator", $"resumes {id}: {(await pipeline.CallAsync(new Call("ResumeSaga", id, [], []))).Status}");
        }

        foreach (var id in letters ?? [])
        {
            story.Tell("operator", $"replays {id}: {(await pipeline.CallAsync(new Call("ReplayDeadLetter", id, [], []))).Status}");
        }

        return sagas?.Count + letters?.Count;
    }

    private async Task<List<string>?> ListAsync(string operation, string status, string id)
    {
        var answer = await pipeline.CallAsync(new Call(operation, null, [], []) { Query = $"?status={status}" });
        return answer.Status == 200
            ? [.. answer.Json!.Value.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty(id).GetString()!)]
            : null;
    }

    // What may pass is tried again with a growing pause; anything else but success is a finding.
    private async Task<CallAnswer> TryAsync(Call call, Random dice)
    {
        var began = time.GetUtcNow();
        var longest = TimeSpan.FromSeconds(1);
        while (true)
        {
            var answer = await pipeline.CallAsync(call);
            if (!answer.IsPassing)
            {
                if (answer.Status >= 300)
                {
                    _refused.Add($"{call.Operation} was answered {answer.Status} {Told(answer.Json)}");
                }

                return answer;
            }

            if (time.GetUtcNow() - began > Patience)
            {
                _refused.Add($"{call.Operation} was never answered but {answer.Status} {Told(answer.Json)}");
                return answer;
            }

            await Task.Delay(longest * dice.NextDouble(), time);
            longest = longest * 2 < TimeSpan.FromMinutes(1) ? longest * 2 : TimeSpan.FromMinutes(1);
        }
    }

    private static string Told(JsonElement? json) => json?.GetRawText() ?? "";
}
