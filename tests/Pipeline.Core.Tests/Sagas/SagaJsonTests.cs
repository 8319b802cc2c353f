using System.Text.Json;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public sealed class SagaJsonTests
{
    // Running pipelines have stored this text: it must stay readable however the records change.
    private const string Stored =
        """
        {"name":"Trip","version":3,"startedBy":"trip.started","steps":[
        {"activity":"book","undo":"unbook","wait":{"success":"booked","failure":"refused","timeout":"00:15:00"},
        "retry":{"maxAttempts":4,"first":"00:00:01","factor":2,"longest":"00:00:04"}},
        {"activity":"travel","delay":"3.00:00:00","retry":{"maxAttempts":2147483647,"first":"00:00:01","factor":2,"longest":"00:02:00"}}],
        "cancelledBy":"trip.cancelled","afterCompensation":"close","onAttention":"call",
        "undoRetry":{"maxAttempts":2,"first":"00:00:05","factor":1.5,"longest":"00:01:00"}}
        """;

    private static readonly SagaDefinition Trip = new(
        "Trip", 3, "trip.started",
        [
            new("book", "unbook", new SagaWait("booked", "refused", TimeSpan.FromMinutes(15))),
            new("travel", Delay: TimeSpan.FromDays(3)) { Retry = RetryPolicy.Endless },
        ],
        CancelledBy: "trip.cancelled", AfterCompensation: "close", OnAttention: "call")
    {
        UndoRetry = new RetryPolicy(2, TimeSpan.FromSeconds(5), 1.5, TimeSpan.FromMinutes(1)),
    };

    [Fact]
    public void Definition_is_stored_whole() => Assert.Equal(
        Stored.ReplaceLineEndings(""), JsonSerializer.Serialize(Trip, SagaJson.Default.SagaDefinition));

    [Fact]
    public void Stored_definition_comes_back_whole() => Assert.Equivalent(
        Trip, JsonSerializer.Deserialize(Stored, SagaJson.Default.SagaDefinition), strict: true);
}
