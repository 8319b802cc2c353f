namespace Pipeline.Azure.Counters;

/// <summary>Port: adds to counters, once per cause.</summary>
public interface ICounterWriter
{
    /// <summary>Adds to a counter, unless this cause has added to it before.</summary>
    /// <param name="counter">The counter's name.</param>
    /// <param name="by">How much.</param>
    /// <param name="cause">What makes it count, such as an event's source and id.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Failures.FailureException">The store could not be reached.</exception>
    Task AddAsync(string counter, long by, string cause, CancellationToken cancellation);
}
