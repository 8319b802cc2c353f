using System.Text.Json;
using Pipeline.Compliance;
using Pipeline.Compliance.Sagas;
using Pipeline.Embedded.Storage;
using Pipeline.Identity;
using Pipeline.Sagas;

namespace Pipeline.Embedded.Tests.Sagas;

public sealed class SqliteSagasTests : SagasSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);

    protected override Task PutAsync(SagaState saga) => Ports.Port<Writer>().RunAsync(transaction => transaction
        .Sql("INSERT INTO sagas (saga_id, definition, phase, state) VALUES (?, ?, ?, ?)")
        .Bind(saga.SagaId).Bind(saga.Definition).Bind(saga.Phase.Name())
        .Bind(JsonSerializer.SerializeToUtf8Bytes(saga, SagaJson.Default.SagaState)).Run());
}
