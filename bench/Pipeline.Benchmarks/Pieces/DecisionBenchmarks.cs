using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Orders;
using Pipeline.Sagas;
using Trace = Pipeline.Events.Trace;

namespace Pipeline.Benchmarks.Pieces;

/// <summary>The cost of the pure decisions, and of the JSON of their states.</summary>
[InProcess]
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private static readonly PlaceOrder Command = new("c-1", "a@example.com", "USD", [new OrderLine("SKU-1", 2, 1250)], 200, 500);
    private static readonly Order Placed = Place();
    private static readonly SagaDefinition Definition = OrderSaga.Define(TimeSpan.FromMinutes(15));
    private static readonly SagaState Started = Start();

    [Benchmark]
    public Order PlaceAnOrder() => Place();

    [Benchmark]
    public byte[] WriteTheOrder() => JsonSerializer.SerializeToUtf8Bytes(Placed, OrderJson.Default.Order);

    [Benchmark]
    public SagaState DecideAnInput() =>
        SagaDecider.Decide(Definition, Started, new ActivitySucceeded(Started.Turn), DateTimeOffset.UnixEpoch);

    [Benchmark]
    public byte[] WriteTheSaga() => JsonSerializer.SerializeToUtf8Bytes(Started, SagaJson.Default.SagaState);

    private static Order Place() => OrderDecider.Decide(order: null, Command).TryGet(out var made, out _)
        ? OrderEvolution.Evolve(order: null, made[0], "o-1", DateTimeOffset.UnixEpoch)
        : throw new InvalidOperationException("The order was refused.");

    private static SagaState Start() =>
        SagaDecider.Start(Definition, new SagaStart("o-1", Input: null, Trace.None), DateTimeOffset.UnixEpoch);
}
