using Pipeline.Events;

namespace Pipeline.Sensors;

/// <summary>sensor.reading: one measured value, in the metric's own unit.</summary>
public sealed record SensorReading(string SensorId, string Metric, double Value) : IEvent;
