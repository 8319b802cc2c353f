namespace Pipeline.Standalone.Demo;

/// <summary>One event of the demo that comes from outside.</summary>
/// <param name="Body">The CloudEvent as structured-mode JSON.</param>
/// <param name="PostTwice">It is sent twice.</param>
internal sealed record DemoEvent(byte[] Body, bool PostTwice);
