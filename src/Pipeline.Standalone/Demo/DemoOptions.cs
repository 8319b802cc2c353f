namespace Pipeline.Standalone.Demo;

/// <summary>How the demo is to be.</summary>
internal sealed record DemoOptions(int Orders, long Seed, double Decline, double Duplicate);
