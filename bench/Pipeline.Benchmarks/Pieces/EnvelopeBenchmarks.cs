using Azure.Messaging;
using BenchmarkDotNet.Attributes;
using Pipeline.Events;
using Trace = Pipeline.Events.Trace;

namespace Pipeline.Benchmarks.Pieces;

/// <summary>The cost of wrapping an event in its envelope, writing it and reading it.</summary>
[InProcess]
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private static readonly OrderPlaced Placed =
        new("c-1", "a@example.com", "USD", [new OrderLine("SKU-1", 2, 1250), new OrderLine("SKU-2", 1, 900)], 3400, 200, 500, 4100);

    private static readonly CloudEvent Event = Wrap();
    private static readonly byte[] Json = CloudEvents.ToJson(Event);

    [Benchmark]
    public CloudEvent Create() => Wrap();

    [Benchmark]
    public byte[] Write() => CloudEvents.ToJson(Event);

    [Benchmark]
    public CloudEvent Read() => CloudEvents.FromJson(Json);

    [Benchmark]
    public IEvent ReadData() => CloudEvents.Read(Event);

    private static CloudEvent Wrap() => CloudEvents.InStream(
        Placed, "/orders", "0190a7c4-0000-7000-8000-000000000000", 1,
        "0190a7c4-0000-7000-8000-000000000001", DateTimeOffset.UnixEpoch, Trace.None);
}
