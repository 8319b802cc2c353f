using System.Text.Json.Serialization;
using Pipeline.Azure.Counters;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Idempotency;
using Pipeline.Azure.Intake;
using Pipeline.Azure.Inventory;
using Pipeline.Azure.Orders;

namespace Pipeline.Azure.Cosmos;

/// <summary>Source-generated JSON of every document, as Cosmos DB holds it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CosmosContainers))]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(OrderEventDocument))]
[JsonSerializable(typeof(QueryPage<OrderEventDocument>))]
[JsonSerializable(typeof(OrderViewDocument))]
[JsonSerializable(typeof(QueryPage<OrderViewDocument>))]
[JsonSerializable(typeof(AcceptedEvent))]
[JsonSerializable(typeof(StockDocument))]
[JsonSerializable(typeof(HoldDocument))]
[JsonSerializable(typeof(ReservationDocument))]
[JsonSerializable(typeof(ClaimDocument))]
[JsonSerializable(typeof(DeadLetterDocument))]
[JsonSerializable(typeof(QueryPage<DeadLetterDocument>))]
[JsonSerializable(typeof(CounterDocument))]
[JsonSerializable(typeof(QueryPage<CounterDocument>))]
[JsonSerializable(typeof(CountedDocument))]
[JsonSerializable(typeof(QueryPage<long>))]
internal sealed partial class CosmosJson : JsonSerializerContext;
