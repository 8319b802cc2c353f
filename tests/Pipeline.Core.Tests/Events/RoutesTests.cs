using Pipeline.Events;

namespace Pipeline.Core.Tests.Events;

public class RoutesTests
{
    private static readonly string[] OrderStory =
        [.. EventCatalog.All.Where(entry => entry.Json.Type.IsAssignableTo(typeof(IOrderEvent))).Select(entry => entry.Name)];

    /// <summary>The documented routing table.</summary>
    public static TheoryData<string, string[]> Table => new()
    {
        { "order-saga", ["order.placed", "payment.captured", "payment.failed", "order.cancel-requested"] },
        { "send-order-confirmation", ["order.placed"] },
        { "start-welcome-workflow", ["user.signed-up"] },
        { "alert-on-threshold", ["sensor.reading"] },
        { "reserve-inventory", ["payment.captured"] },
        { "count-log-line", ["log.line"] },
        { "notify-shipment", ["shipment.scheduled"] },
        { "project-order-view", OrderStory },
        { "archive-events", [.. EventCatalog.All.Select(entry => entry.Name)] },
        { "dead-letters", [] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Queue_takes_exactly_the_documented_types(string queue, string[] names)
    {
        var taken = EventCatalog.All.Where(entry => Routes.Default.Takes(queue, entry.FullType)).Select(entry => entry.Name);

        Assert.Equal(names.Order(), taken.Order());
    }

    [Fact]
    public void Queues_are_exactly_the_documented_ones() =>
        Assert.Equal(Table.Select(row => (string)row[0]), Routes.Default.Queues);

    [Fact]
    public void Wildcard_queue_takes_unknown_types()
    {
        Assert.True(Routes.Default.Takes("archive-events", "org.elsewhere.thing"));
        Assert.False(Routes.Default.Takes("order-saga", "org.elsewhere.thing"));
    }

    [Fact]
    public void Short_name_alone_is_not_a_type() => Assert.False(Routes.Default.Takes("order-saga", "order.placed"));

    [Fact]
    public void Unknown_queue_is_an_error() =>
        Assert.Throws<KeyNotFoundException>(() => Routes.Default.Takes("order-sago", "com.example.order.placed"));
}
