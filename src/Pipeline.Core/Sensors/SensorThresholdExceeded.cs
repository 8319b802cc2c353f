using Pipeline.Events;

namespace Pipeline.Sensors;

/// <summary>sensor.threshold-exceeded: a reading was above its metric's threshold.</summary>
public sealed record SensorThresholdExceeded(string SensorId, string Metric, double Value, double Threshold) : IEvent;
