using Pipeline.Failures;

namespace Pipeline.Operations;

/// <summary>Port: whether work can be accepted now.</summary>
public interface IHealth
{
    /// <summary>Null when ready; otherwise why not.</summary>
    ValueTask<Failure?> CheckAsync(CancellationToken cancellation);
}
