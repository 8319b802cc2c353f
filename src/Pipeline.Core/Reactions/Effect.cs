using Azure.Messaging;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Reactions;

/// <summary>Something that an engine does once for each event that calls for it.</summary>
public abstract record Effect;

/// <summary>Publishes an event; its id is derived from its cause, so that publishing it twice counts once.</summary>
public sealed record Publish(CloudEvent Event) : Effect;

/// <summary>Writes an order's view unless a newer one is stored.</summary>
public sealed record SaveOrderView(OrderView View) : Effect;

/// <summary>Sends an e-mail.</summary>
public sealed record SendEmail(EmailMessage Message) : Effect;

/// <summary>Adds to a named counter.</summary>
public sealed record Count(string Counter, long By) : Effect;

/// <summary>Makes an order's reservation firm, creating it if necessary.</summary>
public sealed record FirmReservation(string OrderId, IReadOnlyList<StockQuantity> Items) : Effect;

/// <summary>Starts a saga, unless it has already started.</summary>
public sealed record StartSaga(string Definition, SagaStart Start) : Effect;

/// <summary>Signals an event to a saga; the delivery fails as transient while the saga does not exist yet.</summary>
public sealed record SignalSaga(string SagaId, EventArrived Input) : Effect;
