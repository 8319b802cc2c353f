namespace Pipeline.Standalone.Demo;

/// <summary>How far a run is.</summary>
internal sealed record DemoProgress(int Placed, int Terminal, int Orders, int Events);
