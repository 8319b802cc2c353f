namespace Pipeline.Standalone.Demo;

/// <summary>One order of the demo.</summary>
/// <param name="Index">Its number; its customer is <c>c-number</c>.</param>
/// <param name="Body">The body of its POST.</param>
/// <param name="PostTwice">It is sent twice, with the same Idempotency-Key.</param>
/// <param name="Cancel">Its customer cancels it while the payment is held.</param>
/// <param name="WaitsForTimeout">Its payment settles only when the pipeline has given it up.</param>
internal sealed record DemoOrder(int Index, byte[] Body, bool PostTwice, bool Cancel, bool WaitsForTimeout);
