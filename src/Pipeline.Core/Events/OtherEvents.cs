namespace Pipeline.Events;

/// <summary>user.signed-up: someone created an account.</summary>
public sealed record UserSignedUp(string UserId, string Email, string? Name = null) : IEvent;

/// <summary>sensor.reading: one measured value, in the metric's own unit.</summary>
public sealed record SensorReading(string SensorId, string Metric, double Value) : IEvent;

/// <summary>sensor.threshold-exceeded: a reading was above its metric's threshold.</summary>
public sealed record SensorThresholdExceeded(string SensorId, string Metric, double Value, double Threshold) : IEvent;

/// <summary>log.line: one line of a log.</summary>
public sealed record LogLine(string Level, string Message, string? Service = null) : IEvent;

/// <summary>dead-letter.arrived: a queue gave up on an event; the dead-letter store keeps the whole event.</summary>
public sealed record DeadLetterArrived(string DeadLetterId, string Queue, string EventId, string EventType, string Reason) : IEvent;
