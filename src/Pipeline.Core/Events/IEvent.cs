namespace Pipeline.Events;

/// <summary>The data of an event; each record has one entry in <see cref="EventCatalog"/>.</summary>
public interface IEvent;
