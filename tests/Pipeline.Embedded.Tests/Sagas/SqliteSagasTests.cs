using System.Text.Json;
using Pipeline.Compliance;
using Pipeline.Compliance.Sagas;
using Pipeline.Embedded.Sagas;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Identity;
using Pipeline.Sagas;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Sagas;

public sealed class SqliteSagasTests : SagasSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);

    [Fact]
    public async Task Saga_is_started_by_writing_one_row_when_its_definition_is_stored()
    {
        var changes = new List<long>();
        for (var i = 1; i <= 3; i++)
        {
            changes.Add(await Ports.Port<Writer>().RunAsync(transaction =>
            {
                Ports.Port<SqliteSagas>().Start(transaction, OrderSaga.Name, new SagaStart(SequentialIds.At(i), null, Trace.None));
                return transaction.Sql("SELECT total_changes()").First(row => row.Number(0));
            }));
        }

        // The saga's row, and the count of commits.
        Assert.Equal([2, 2], changes.Zip(changes.Skip(1), (before, after) => after - before));
        Assert.Equal(3, Ports.Port<Writer>().Commits);
    }

    protected override Task PutAsync(SagaState saga) => Ports.Port<Writer>().RunAsync(transaction => transaction
        .Sql("INSERT INTO sagas (saga_id, definition, phase, state) VALUES (?, ?, ?, ?)")
        .Bind(saga.SagaId).Bind(saga.Definition).Bind(saga.Phase.Name())
        .Bind(JsonSerializer.SerializeToUtf8Bytes(saga, SagaJson.Default.SagaState)).Run());
}
