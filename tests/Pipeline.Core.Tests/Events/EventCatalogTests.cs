using Pipeline.Events;

namespace Pipeline.Core.Tests.Events;

public class EventCatalogTests
{
    [Fact]
    public void Every_event_type_has_an_entry()
    {
        var named = typeof(EventTypes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(named.Order(), EventCatalog.All.Select(entry => entry.Name).Order());
    }

    [Fact]
    public void Every_event_record_has_one_entry()
    {
        var records = typeof(IEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface);

        Assert.Equal(records.Select(type => type.Name).Order(), EventCatalog.All.Select(entry => entry.Json.Type.Name).Order());
    }

    [Fact]
    public void Every_entry_is_found_by_type_and_by_record() => Assert.All(Samples.All, sample =>
    {
        var entry = EventCatalog.Of(sample);
        Assert.Equal(sample.GetType(), entry.Json.Type);
        Assert.Same(entry, EventCatalog.Find("com.example." + entry.Name));
    });

    [Fact]
    public void Samples_cover_every_event() =>
        Assert.Equal(EventCatalog.All.Select(entry => entry.Json.Type), Samples.All.Select(sample => sample.GetType()));

    [Fact]
    public void Unknown_type_has_no_entry() => Assert.Null(EventCatalog.Find("com.example.order.exploded"));

    [Fact]
    public void Placed_orders_are_written_at_version_2()
    {
        var entry = EventCatalog.Find("com.example.order.placed")!;

        Assert.Equal((2, "/api/schemas/order.placed/2"), (entry.Version, entry.DataSchema));
    }
}
