using Pipeline.Compliance;
using Pipeline.Compliance.Counters;
using Pipeline.Embedded.Queues;
using Pipeline.Identity;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class SqliteCountersTests : CountersSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);

    protected override Task AddAsync(string counter, long by) => Ports.Port<Writer>().RunAsync(transaction =>
    {
        SqliteCounters.Add(transaction, counter, by);
        return true;
    });
}
